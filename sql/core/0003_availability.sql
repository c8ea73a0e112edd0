CREATE TABLE IF NOT EXISTS availability_block (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  provider_id BIGINT UNSIGNED NOT NULL,
  weekdays TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'bits: 1 Monday … 64 Sunday; 0 where the block is for one date',
  from_on DATE NULL COMMENT 'included',
  until_on DATE NULL COMMENT 'included',
  date_on DATE NULL,
  replaces BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'of a dated block: instead of all weekly ones on that date',
  start_minute SMALLINT NOT NULL,
  end_minute SMALLINT NOT NULL,
  timezone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'empty: that of the location asked for, else the practice''s',
  session_formats TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'bits: 1 in_person, 2 video, 4 phone; 0: any',
  audience TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT '1 everyone, 2 existing_clients, 3 internal',
  position INT NOT NULL DEFAULT 0,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY availability_block_id (id),
  KEY availability_block_provider (practice_id, provider_id, position),
  CONSTRAINT availability_block_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT availability_block_when CHECK ((weekdays = 0) = (date_on IS NOT NULL) AND weekdays BETWEEN 0 AND 127),
  CONSTRAINT availability_block_validity CHECK (date_on IS NULL OR (from_on IS NULL AND until_on IS NULL)),
  CONSTRAINT availability_block_replaces CHECK (replaces = FALSE OR date_on IS NOT NULL),
  CONSTRAINT availability_block_wall CHECK (start_minute BETWEEN 0 AND 1439 AND end_minute BETWEEN 1 AND 1440 AND start_minute < end_minute),
  CONSTRAINT availability_block_formats CHECK (session_formats BETWEEN 0 AND 7),
  CONSTRAINT availability_block_audience CHECK (audience BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'When a provider can be booked';

CREATE TABLE IF NOT EXISTS availability_block_location (
  practice_id BIGINT UNSIGNED NOT NULL,
  block_id BIGINT UNSIGNED NOT NULL,
  location_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (practice_id, block_id, location_id),
  CONSTRAINT availability_block_location_block FOREIGN KEY (practice_id, block_id) REFERENCES availability_block (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT availability_block_location_location FOREIGN KEY (practice_id, location_id) REFERENCES location (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Locations that a block is limited to; none: any';

CREATE TABLE IF NOT EXISTS availability_block_service (
  practice_id BIGINT UNSIGNED NOT NULL,
  block_id BIGINT UNSIGNED NOT NULL,
  service_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (practice_id, block_id, service_id),
  CONSTRAINT availability_block_service_block FOREIGN KEY (practice_id, block_id) REFERENCES availability_block (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT availability_block_service_service FOREIGN KEY (practice_id, service_id) REFERENCES service (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Services that a block is limited to; none: any';

CREATE TABLE IF NOT EXISTS calendar (
  practice_id BIGINT UNSIGNED NOT NULL,
  provider_id BIGINT UNSIGNED NOT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'every writer of this calendar updates it first in its transaction',
  PRIMARY KEY (practice_id, provider_id),
  CONSTRAINT calendar_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'One row per provider: the lock and version of their booked, held and blocked times';

CREATE TABLE IF NOT EXISTS time_off (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  provider_id BIGINT UNSIGNED NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  reason VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'for staff only',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY time_off_id (id),
  KEY time_off_provider (practice_id, provider_id, ends_at),
  CONSTRAINT time_off_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT time_off_order CHECK (ends_at > starts_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'When a provider is away';

CREATE TABLE IF NOT EXISTS appointment (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  provider_id BIGINT UNSIGNED NOT NULL,
  service_id BIGINT UNSIGNED NULL,
  location_id BIGINT UNSIGNED NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  seats_taken SMALLINT NOT NULL DEFAULT 0 COMMENT 'seats taken apart from requests: by import or by staff',
  reference VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'names it in a practice file',
  cancelled_at BIGINT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY appointment_id (id),
  UNIQUE KEY appointment_reference (practice_id, reference),
  KEY appointment_calendar (practice_id, provider_id, ends_at),
  CONSTRAINT appointment_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id),
  CONSTRAINT appointment_service FOREIGN KEY (practice_id, service_id) REFERENCES service (practice_id, id),
  CONSTRAINT appointment_location FOREIGN KEY (practice_id, location_id) REFERENCES location (practice_id, id),
  CONSTRAINT appointment_order CHECK (ends_at > starts_at),
  CONSTRAINT appointment_seats CHECK (seats_taken BETWEEN 0 AND 100)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'One booked or held time of a provider; it is busy while seats_taken > 0 or a seat is held or booked, and not cancelled';

CREATE TABLE IF NOT EXISTS busy_interval (
  practice_id BIGINT UNSIGNED NOT NULL,
  provider_id BIGINT UNSIGNED NOT NULL,
  plugin_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry_key VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'names the entry among the plugin''s own',
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, provider_id, plugin_id, entry_key),
  KEY busy_interval_calendar (practice_id, provider_id, ends_at),
  CONSTRAINT busy_interval_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT busy_interval_order CHECK (ends_at > starts_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Busy times that a plugin knows of';
