-- Messages wait on their channel: what a mail server holds up is not looked through for each text message.
drop index message_due;
create index message_due on message (workspace_id, channel, due_at) where status in ('queued', 'sending');

-- When the phone, or the mailbox, said that it has it.
alter table message add column delivered_at timestamptz;

alter table test_inbox add column channel text not null default 'email' check (channel in ('email', 'sms'));

-- The short addresses in text messages, and where they lead.
create table short_link (
    workspace_id uuid not null,
    -- Of ten letters and digits, made of the message and the address with the key of this installation.
    code         text not null,
    message_id   uuid not null,
    url          text not null,
    created_at   timestamptz not null,
    primary key (workspace_id, code)
);
create unique index short_link_code on short_link (code);
create index short_link_by_message on short_link (workspace_id, message_id);

-- What one text message costs; a thousand e-mails cost `price`.
alter table flow_simulation add column text_price numeric;

alter table campaign drop constraint campaign_channel_check;
alter table campaign add constraint campaign_channel_check check (channel in ('email', 'sms'));
