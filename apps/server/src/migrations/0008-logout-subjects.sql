-- `sub` as the client knows the user; null is the user id. It is kept here, because the client may be gone when the message is sent.
alter table logout_deliveries add column subject text;
