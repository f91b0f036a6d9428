-- What the home screen counts by.
create index message_by_sent on message (workspace_id, sent_at) where sent_at is not null;
create index message_in_trouble on message (workspace_id, created_at) where status in ('failed', 'uncertain');
create index order_credit_by_time on order_credit (workspace_id, credited_at);
create index identity_conflict_open on identity_conflict (workspace_id, id) where resolved_at is null;
