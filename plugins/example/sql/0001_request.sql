CREATE TABLE IF NOT EXISTS example_request (
  practice_id BIGINT UNSIGNED NOT NULL,
  event_id BIGINT UNSIGNED NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, event_id),
  CONSTRAINT example_request_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Requests that this plugin was told of';
