-- One account migrates, another serves. Run as the database's administrator, once and after a password was changed, with the names and
-- passwords filled in (docs/install.md):
--   @DATABASE@  @HOST@ (where the programs run: localhost, or their address)  @SERVE_USER@ @SERVE_PASSWORD@  @MIGRATE_USER@ @MIGRATE_PASSWORD@
-- What the serving account may write is given table by table to the role @DATABASE@_serving by `frontdeskctl migrate`, after it made the
-- tables: it adds to the history of conversations, and can't change it.
CREATE DATABASE IF NOT EXISTS `@DATABASE@` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE USER IF NOT EXISTS '@MIGRATE_USER@'@'@HOST@' IDENTIFIED BY '@MIGRATE_PASSWORD@';
ALTER USER '@MIGRATE_USER@'@'@HOST@' IDENTIFIED BY '@MIGRATE_PASSWORD@';
GRANT ALL PRIVILEGES ON `@DATABASE@`.* TO '@MIGRATE_USER@'@'@HOST@' WITH GRANT OPTION;

CREATE USER IF NOT EXISTS '@SERVE_USER@'@'@HOST@' IDENTIFIED BY '@SERVE_PASSWORD@';
ALTER USER '@SERVE_USER@'@'@HOST@' IDENTIFIED BY '@SERVE_PASSWORD@';
CREATE ROLE IF NOT EXISTS `@DATABASE@_serving`;
GRANT SELECT ON `@DATABASE@`.* TO `@DATABASE@_serving`;
GRANT `@DATABASE@_serving` TO '@SERVE_USER@'@'@HOST@';
SET DEFAULT ROLE `@DATABASE@_serving` FOR '@SERVE_USER@'@'@HOST@';
