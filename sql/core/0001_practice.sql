CREATE TABLE IF NOT EXISTS practice (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  name VARCHAR(200) NOT NULL,
  timezone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  locale VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en-US',
  introduction TEXT NOT NULL,
  phone VARCHAR(64) NOT NULL DEFAULT '',
  email VARCHAR(254) NOT NULL DEFAULT '',
  website VARCHAR(500) NOT NULL DEFAULT '',
  crisis_notice TEXT NOT NULL,
  public_scheduling BOOLEAN NOT NULL DEFAULT TRUE,
  client_types TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'bits: 1 individual, 2 couple, 4 family, 8 group',
  accepts_representatives BOOLEAN NOT NULL DEFAULT FALSE,
  accepts_helpers BOOLEAN NOT NULL DEFAULT FALSE,
  second_factor TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT '1 required, 2 optional',
  min_notice_minutes INT NOT NULL DEFAULT 1440,
  advance_days INT NOT NULL DEFAULT 60,
  buffer_before_minutes INT NOT NULL DEFAULT 0,
  buffer_after_minutes INT NOT NULL DEFAULT 0,
  slot_interval SMALLINT NULL COMMENT 'minutes; 0: the duration; NULL: not said here',
  suspended BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'by the operator: all its pages are 404',
  revision BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'bumped by every writer of what pages show',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT practice_client_types CHECK (client_types BETWEEN 1 AND 15),
  CONSTRAINT practice_second_factor CHECK (second_factor IN (1, 2)),
  CONSTRAINT practice_min_notice CHECK (min_notice_minutes BETWEEN 0 AND 525600),
  CONSTRAINT practice_advance CHECK (advance_days BETWEEN 0 AND 730),
  CONSTRAINT practice_buffers CHECK (buffer_before_minutes BETWEEN 0 AND 720 AND buffer_after_minutes BETWEEN 0 AND 720),
  CONSTRAINT practice_slot_interval CHECK (slot_interval IS NULL OR slot_interval = 0 OR slot_interval BETWEEN 5 AND 720)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'One practice on this installation';

CREATE TABLE IF NOT EXISTS practice_link_name (
  link_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  practice_id BIGINT UNSIGNED NOT NULL,
  is_present BOOLEAN NULL COMMENT 'TRUE: the present name; NULL: a previous one, which redirects',
  PRIMARY KEY (link_name),
  UNIQUE KEY practice_link_name_present (practice_id, is_present),
  CONSTRAINT practice_link_name_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Names of practices in links, present and previous; one practice a name, for ever';

CREATE TABLE IF NOT EXISTS practice_setting (
  practice_id BIGINT UNSIGNED NOT NULL,
  setting_id VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON text of the value',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, setting_id),
  CONSTRAINT practice_setting_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Settings of core and plugins that have no column of their own';

CREATE TABLE IF NOT EXISTS practice_plugin (
  practice_id BIGINT UNSIGNED NOT NULL,
  plugin_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  enabled BOOLEAN NOT NULL,
  PRIMARY KEY (practice_id, plugin_id),
  CONSTRAINT practice_plugin_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Where a practice said that a plugin is on or off; without a row it is on for plugins that ship with Frontdesk, off for others';
