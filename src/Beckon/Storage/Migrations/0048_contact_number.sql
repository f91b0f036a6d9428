-- The number by which platforms with numeric ids know a contact. Given when the first of them asks, so that others cost nothing.
alter table contact add column number bigint;
create unique index contact_by_number on contact (workspace_id, number) where number is not null;
