CREATE TABLE IF NOT EXISTS outbox (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  conversation_id BIGINT UNSIGNED NULL,
  template VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which mail: request_received, request_accepted, …',
  recipient VARCHAR(254) NOT NULL,
  locale VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON: what the template needs; the private link only encrypted',
  message_id VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'stable over tries',
  state TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT '1 waiting, 2 sent, 3 given up',
  tries SMALLINT NOT NULL DEFAULT 0,
  next_try_at BIGINT NOT NULL,
  last_error VARCHAR(120) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  sent_at BIGINT NULL,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY outbox_id (id),
  UNIQUE KEY outbox_message_id (message_id),
  KEY outbox_due (state, next_try_at),
  KEY outbox_conversation (practice_id, conversation_id),
  CONSTRAINT outbox_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT outbox_conversation FOREIGN KEY (practice_id, conversation_id) REFERENCES conversation (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT outbox_state CHECK (state BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Mail to be delivered, written with its cause';

CREATE TABLE IF NOT EXISTS event (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  conversation_id BIGINT UNSIGNED NULL,
  request_id BIGINT UNSIGNED NULL,
  created_at BIGINT NOT NULL,
  planned BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'its deliveries are in event_delivery',
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY event_id (id),
  KEY event_planned (planned, id),
  CONSTRAINT event_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What happened, stored with its cause, for plugins that observe';

CREATE TABLE IF NOT EXISTS event_delivery (
  practice_id BIGINT UNSIGNED NOT NULL,
  event_id BIGINT UNSIGNED NOT NULL,
  plugin_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  delivered_at BIGINT NULL COMMENT 'NULL: not yet',
  tries SMALLINT NOT NULL DEFAULT 0,
  next_try_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, event_id, plugin_id),
  KEY event_delivery_due (delivered_at, next_try_at),
  KEY event_delivery_order (practice_id, plugin_id, delivered_at, event_id),
  CONSTRAINT event_delivery_event FOREIGN KEY (practice_id, event_id) REFERENCES event (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Which plugin received which event; delivered at least once';
