CREATE TABLE IF NOT EXISTS staff (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'canonical: lower-cased',
  name VARCHAR(200) NOT NULL,
  role TINYINT UNSIGNED NOT NULL COMMENT '1 owner, 2 admin, 3 clinician',
  provider_id BIGINT UNSIGNED NULL,
  password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'argon2id; NULL: can''t sign in yet',
  disabled_at BIGINT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY staff_id (id),
  UNIQUE KEY staff_email (practice_id, email),
  CONSTRAINT staff_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT staff_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id),
  CONSTRAINT staff_role CHECK (role BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Who works with the practice''s pages';

CREATE TABLE IF NOT EXISTS staff_session (
  practice_id BIGINT UNSIGNED NOT NULL,
  token_hash BINARY(32) NOT NULL,
  staff_id BIGINT UNSIGNED NOT NULL,
  csrf_key BINARY(32) NOT NULL,
  device VARCHAR(120) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL COMMENT 'whatever happens',
  PRIMARY KEY (practice_id, token_hash),
  KEY staff_session_staff (practice_id, staff_id),
  CONSTRAINT staff_session_staff FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Signed-in browsers of staff';

CREATE TABLE IF NOT EXISTS try_counter (
  scope VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what is counted: sign_in.network, sign_in.account, …',
  subject_hash BINARY(32) NOT NULL COMMENT 'keyed hash of address, account or contact',
  window_starts_at BIGINT NOT NULL,
  tries INT UNSIGNED NOT NULL,
  PRIMARY KEY (scope, subject_hash, window_starts_at),
  KEY try_counter_window (window_starts_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Counts that limits rest on, over all hosts; no address in clear';
