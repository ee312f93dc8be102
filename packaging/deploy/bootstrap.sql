-- SPDX-License-Identifier: GPL-3.0-or-later
-- Roles and database of the central endpoint, run once by a superuser of the cluster: psql -X -v ON_ERROR_STOP=1 -f bootstrap.sql
-- zhike_owner makes and changes the tables (zhike-central init); zhike_app works on rows and can neither change tables nor the audit.
-- Neither has a password here: peer authentication, or one set with \password and kept in PGPASSFILE.
SELECT 'CREATE ROLE zhike_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhike_owner') \gexec
SELECT 'CREATE ROLE zhike_app LOGIN CONNECTION LIMIT 80' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhike_app') \gexec
SELECT 'CREATE DATABASE zhike OWNER zhike_owner ENCODING ''UTF8'' TEMPLATE template0' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'zhike') \gexec
REVOKE ALL ON DATABASE zhike FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE zhike TO zhike_app;
\connect zhike
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO zhike_owner;
GRANT USAGE ON SCHEMA public TO zhike_app;
ALTER DEFAULT PRIVILEGES FOR ROLE zhike_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO zhike_app;
