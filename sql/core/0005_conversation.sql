CREATE TABLE IF NOT EXISTS conversation (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  state TINYINT UNSIGNED NOT NULL COMMENT '1 new, 2 open, 3 waiting, 4 accepted, 5 declined, 6 withdrawn',
  archived BOOLEAN NOT NULL DEFAULT FALSE,
  unread BOOLEAN NOT NULL DEFAULT TRUE,
  provider_id BIGINT UNSIGNED NULL COMMENT 'whose it is; NULL: open to all staff',
  created_at BIGINT NOT NULL,
  last_activity_at BIGINT NOT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY conversation_id (id),
  KEY conversation_inbox (practice_id, archived, last_activity_at, id),
  KEY conversation_provider (practice_id, provider_id, archived, last_activity_at, id),
  KEY conversation_unread (practice_id, archived, unread, provider_id),
  CONSTRAINT conversation_practice FOREIGN KEY (practice_id) REFERENCES practice (id) ON DELETE CASCADE,
  CONSTRAINT conversation_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id),
  CONSTRAINT conversation_state CHECK (state BETWEEN 1 AND 6)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Where one person''s requests and messages are answered';

CREATE TABLE IF NOT EXISTS request (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  conversation_id BIGINT UNSIGNED NOT NULL,
  kind TINYINT UNSIGNED NOT NULL COMMENT '1 inquiry, 2 appointment',
  state TINYINT UNSIGNED NOT NULL COMMENT '1 requested, 2 accepted, 3 declined, 4 withdrawn',
  provider_id BIGINT UNSIGNED NULL,
  service_id BIGINT UNSIGNED NULL,
  location_id BIGINT UNSIGNED NULL,
  starts_at BIGINT NULL,
  ends_at BIGINT NULL,
  client_type TINYINT UNSIGNED NULL COMMENT '1 individual, 2 couple, 3 family, 4 group',
  message TEXT NOT NULL,
  secret_word_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of the word that opens the private page later',
  visitor_zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  locale VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  form_token_hash BINARY(32) NOT NULL COMMENT 'one form, one request',
  content_hash BINARY(32) NOT NULL COMMENT 'keyed; tells a form sent again from one that was changed',
  created_at BIGINT NOT NULL,
  decided_at BIGINT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY request_id (id),
  UNIQUE KEY request_form_token (form_token_hash),
  KEY request_conversation (practice_id, conversation_id),
  CONSTRAINT request_conversation FOREIGN KEY (practice_id, conversation_id) REFERENCES conversation (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT request_provider FOREIGN KEY (practice_id, provider_id) REFERENCES provider (practice_id, id),
  CONSTRAINT request_service FOREIGN KEY (practice_id, service_id) REFERENCES service (practice_id, id),
  CONSTRAINT request_location FOREIGN KEY (practice_id, location_id) REFERENCES location (practice_id, id),
  CONSTRAINT request_kind CHECK (kind IN (1, 2)),
  CONSTRAINT request_state CHECK (state BETWEEN 1 AND 4),
  CONSTRAINT request_time CHECK ((kind = 1 AND starts_at IS NULL AND ends_at IS NULL)
    OR (kind = 2 AND starts_at IS NOT NULL AND ends_at > starts_at AND provider_id IS NOT NULL AND service_id IS NOT NULL AND location_id IS NOT NULL)),
  CONSTRAINT request_client_type CHECK (client_type IS NULL OR client_type BETWEEN 1 AND 4)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What a visitor sent, as stated';

CREATE TABLE IF NOT EXISTS request_person (
  practice_id BIGINT UNSIGNED NOT NULL,
  request_id BIGINT UNSIGNED NOT NULL,
  position SMALLINT NOT NULL,
  role TINYINT UNSIGNED NOT NULL COMMENT '1 client, 2 second person, 3 member, 4 scheduler',
  name VARCHAR(200) NOT NULL,
  email VARCHAR(254) NOT NULL DEFAULT '' COMMENT 'as typed',
  email_canonical VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  phone VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'as typed',
  phone_canonical VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'digits with +',
  PRIMARY KEY (practice_id, request_id, position),
  KEY request_person_email (practice_id, email_canonical),
  KEY request_person_phone (practice_id, phone_canonical),
  CONSTRAINT request_person_request FOREIGN KEY (practice_id, request_id) REFERENCES request (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT request_person_role CHECK (role BETWEEN 1 AND 4)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'People on a request, as stated';

CREATE TABLE IF NOT EXISTS seat (
  practice_id BIGINT UNSIGNED NOT NULL,
  request_id BIGINT UNSIGNED NOT NULL,
  appointment_id BIGINT UNSIGNED NOT NULL,
  state TINYINT UNSIGNED NOT NULL COMMENT '1 held, 2 booked, 3 released',
  hold_ends_at BIGINT NULL COMMENT 'of a held seat: from then on it takes nothing away',
  PRIMARY KEY (practice_id, request_id),
  KEY seat_appointment (practice_id, appointment_id),
  KEY seat_hold_end (state, hold_ends_at),
  CONSTRAINT seat_request FOREIGN KEY (practice_id, request_id) REFERENCES request (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT seat_appointment FOREIGN KEY (practice_id, appointment_id) REFERENCES appointment (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT seat_state CHECK (state BETWEEN 1 AND 3),
  CONSTRAINT seat_hold CHECK ((state = 1) = (hold_ends_at IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What one request holds or has booked of an appointment';

CREATE TABLE IF NOT EXISTS message (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  conversation_id BIGINT UNSIGNED NOT NULL,
  kind TINYINT UNSIGNED NOT NULL COMMENT '1 from the visitor, 2 to the visitor, 3 note of staff',
  staff_id BIGINT UNSIGNED NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY message_id (id),
  KEY message_conversation (practice_id, conversation_id, id),
  CONSTRAINT message_conversation FOREIGN KEY (practice_id, conversation_id) REFERENCES conversation (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT message_staff FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, id),
  CONSTRAINT message_kind CHECK (kind BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'The thread of a conversation';

CREATE TABLE IF NOT EXISTS conversation_history (
  practice_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  conversation_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  staff_id BIGINT UNSIGNED NULL COMMENT 'NULL: the visitor or the system',
  detail VARCHAR(500) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, id),
  UNIQUE KEY conversation_history_id (id),
  KEY conversation_history_conversation (practice_id, conversation_id, id),
  CONSTRAINT conversation_history_conversation FOREIGN KEY (practice_id, conversation_id) REFERENCES conversation (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT conversation_history_staff FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'Who did what to a conversation; the serving account may add and read, not change';

CREATE TABLE IF NOT EXISTS private_link (
  token_hash BINARY(32) NOT NULL,
  practice_id BIGINT UNSIGNED NOT NULL,
  request_id BIGINT UNSIGNED NOT NULL,
  purpose TINYINT UNSIGNED NOT NULL COMMENT '1 request page, 2 messages',
  kind TINYINT UNSIGNED NOT NULL COMMENT '1 just sent (opens by itself), 2 mailed (asks), 3 session (cookie)',
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  revoked_at BIGINT NULL,
  wrong_answers SMALLINT NOT NULL DEFAULT 0,
  PRIMARY KEY (practice_id, token_hash),
  UNIQUE KEY private_link_token (token_hash),
  KEY private_link_request (practice_id, request_id),
  KEY private_link_end (ends_at),
  CONSTRAINT private_link_request FOREIGN KEY (practice_id, request_id) REFERENCES request (practice_id, id) ON DELETE CASCADE,
  CONSTRAINT private_link_purpose CHECK (purpose IN (1, 2)),
  CONSTRAINT private_link_kind CHECK (kind BETWEEN 1 AND 3)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci COMMENT = 'What opens a visitor''s private pages; only hashes of tokens';
