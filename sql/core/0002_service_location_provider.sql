CREATE TABLE IF NOT EXISTS service (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  link_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  duration_minutes SMALLINT NOT NULL,
  online BOOLEAN NOT NULL DEFAULT FALSE,
  client_types TINYINT UNSIGNED NULL COMMENT 'bits as in practice; NULL: all of the practice''s',
  seats SMALLINT NOT NULL DEFAULT 1,
  description TEXT NOT NULL,
  price_amount VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  price_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
  slot_interval SMALLINT NULL COMMENT 'as in practice',
  position INT NOT NULL DEFAULT 0,
  retired BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'kept for history, offered nowhere',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY service_id (id),
  UNIQUE KEY service_link_name (practice_id, link_name),
  CONSTRAINT service_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT service_duration CHECK (duration_minutes BETWEEN 5 AND 720),
  CONSTRAINT service_client_types CHECK (client_types IS NULL OR client_types BETWEEN 1 AND 15),
  CONSTRAINT service_seats CHECK (seats BETWEEN 1 AND 100),
  CONSTRAINT service_slot_interval CHECK (slot_interval IS NULL OR slot_interval = 0 OR slot_interval BETWEEN 5 AND 720)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What a practice does for clients';

CREATE TABLE IF NOT EXISTS location (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  link_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  session_format TINYINT UNSIGNED NOT NULL COMMENT '1 in_person, 2 video, 3 phone',
  online BOOLEAN NOT NULL DEFAULT FALSE,
  address TEXT NOT NULL,
  instructions TEXT NOT NULL,
  timezone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'empty: the practice''s',
  position INT NOT NULL DEFAULT 0,
  retired BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY location_id (id),
  UNIQUE KEY location_link_name (practice_id, link_name),
  CONSTRAINT location_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT location_session_format CHECK (session_format BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Where a session takes place, or by what means';

CREATE TABLE IF NOT EXISTS provider (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  link_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  credentials VARCHAR(200) NOT NULL DEFAULT '',
  pronouns VARCHAR(64) NOT NULL DEFAULT '',
  bio TEXT NOT NULL,
  is_public BOOLEAN NOT NULL DEFAULT FALSE,
  min_notice_minutes INT NULL,
  advance_days INT NULL,
  buffer_before_minutes INT NULL,
  buffer_after_minutes INT NULL,
  slot_interval SMALLINT NULL,
  position INT NOT NULL DEFAULT 0,
  retired BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY provider_id (id),
  UNIQUE KEY provider_link_name (practice_id, link_name),
  CONSTRAINT provider_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT provider_min_notice CHECK (min_notice_minutes IS NULL OR min_notice_minutes BETWEEN 0 AND 525600),
  CONSTRAINT provider_advance CHECK (advance_days IS NULL OR advance_days BETWEEN 0 AND 730),
  CONSTRAINT provider_buffer_before CHECK (buffer_before_minutes IS NULL OR buffer_before_minutes BETWEEN 0 AND 720),
  CONSTRAINT provider_buffer_after CHECK (buffer_after_minutes IS NULL OR buffer_after_minutes BETWEEN 0 AND 720),
  CONSTRAINT provider_slot_interval CHECK (slot_interval IS NULL OR slot_interval = 0 OR slot_interval BETWEEN 5 AND 720)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Who sees clients';

CREATE TABLE IF NOT EXISTS provider_link_name (
  practice_id BIGINT UNSIGNED NOT NULL,
  link_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  provider_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (practice_id, link_name),
  CONSTRAINT provider_link_name_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Previous link names of providers; they redirect';

CREATE TABLE IF NOT EXISTS provider_service (
  practice_id BIGINT UNSIGNED NOT NULL,
  provider_id BIGINT UNSIGNED NOT NULL,
  service_id BIGINT UNSIGNED NOT NULL,
  duration_minutes SMALLINT NULL COMMENT 'NULL: the service''s',
  position INT NOT NULL DEFAULT 0,
  PRIMARY KEY (practice_id, provider_id, service_id),
  CONSTRAINT provider_service_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT provider_service_service FOREIGN KEY (practice_id, service_id) REFERENCES service (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT provider_service_duration CHECK (duration_minutes IS NULL OR duration_minutes BETWEEN 5 AND 720)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What a provider offers';

CREATE TABLE IF NOT EXISTS provider_location (
  practice_id BIGINT UNSIGNED NOT NULL,
  provider_id BIGINT UNSIGNED NOT NULL,
  location_id BIGINT UNSIGNED NOT NULL,
  position INT NOT NULL DEFAULT 0,
  PRIMARY KEY (practice_id, provider_id, location_id),
  CONSTRAINT provider_location_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT provider_location_location FOREIGN KEY (practice_id, location_id) REFERENCES location (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Where a provider works';
