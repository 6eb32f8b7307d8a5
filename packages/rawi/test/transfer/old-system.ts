/**
 * A database as the old system leaves it: text ids, times without a zone (Damascus, +03), one phone written in four
 * ways, two loggers that both wrote the first call down, and a room whose name came back 12 minutes later.
 */
export const OLD_SYSTEM = `
create table conversations (
  id bigserial primary key,
  conversation_id text unique not null,
  room_name text,
  participant_identity text,
  user_name text,
  user_phone text,
  user_email text,
  status text default 'active',
  started_at timestamp,
  ended_at timestamp,
  duration_seconds numeric,
  message_count integer,
  summary text,
  metadata jsonb,
  branch text,
  created_at timestamp default '2025-11-05 14:00:00',
  updated_at timestamp default '2025-11-05 14:00:00'
);
create index idx_conversations_started_at on conversations (started_at);
alter table conversations enable row level security;

create table messages (
  id bigserial primary key,
  conversation_id text,
  role text,
  content text,
  "timestamp" timestamp,
  logger text,
  metadata jsonb
);

create table users (id serial primary key, name text, phone text, email text, city text, created_at timestamp);

insert into conversations (conversation_id, room_name, participant_identity, user_name, user_phone, user_email, status,
  started_at, ended_at, duration_seconds, message_count, summary, metadata, branch) values
  ('room-one', 'room-one', 'user-1', 'أحمد محمد', '0991234567', 'ahmad@example.com', 'completed',
    '2025-11-05 14:20:00', '2025-11-05 14:21:00', 60.5, 8, 'استفسار عن التدريبات', '{"language": "ar", "avatar_provider": "tavus"}', 'دمشق'),
  ('room-two', 'room-two', 'user-2', 'أحمد', '٠٠٩٦٣ ٩٩١ ٢٣٤ ٥٦٧', null, 'active',
    '2025-11-05 15:00:00', null, null, null, null, null, null),
  -- The second call of this room wrote its end into the record of the first.
  ('room-back', 'room-back', 'user-3', 'ليلى حسن', '+963 112 345 678', null, 'completed',
    '2025-11-06 09:00:00', '2025-11-06 09:16:00', 960, 5, 'شكوى', null, null);

insert into messages (conversation_id, role, content, "timestamp", logger, metadata) values
  ('room-one', 'user', 'مرحباً', '2025-11-05 14:20:05', 'old', null),
  ('room-one', 'user', 'مرحباً', '2025-11-05 14:20:05.8', 'new', '{"language": "ar"}'),
  ('room-one', 'assistant', 'أهلاً بك، كيف أساعدك؟', '2025-11-05 14:20:08', 'old', null),
  ('room-one', 'assistant', 'أهلاً  بك، كيف أساعدك؟', '2025-11-05 14:20:11', 'new', null),
  -- Said twice, and each time logged twice.
  ('room-one', 'user', 'نعم', '2025-11-05 14:20:20', 'old', null),
  ('room-one', 'user', 'نعم', '2025-11-05 14:20:21', 'new', null),
  ('room-one', 'user', 'نعم', '2025-11-05 14:20:24', 'old', null),
  ('room-one', 'user', 'نعم', '2025-11-05 14:20:25', 'new', null),

  ('room-two', 'user', 'ألو', '2025-11-05 15:00:04', null, null),
  -- Said twice by the caller: one logger only.
  ('room-two', 'user', 'ألو', '2025-11-05 15:00:09', null, null),
  ('room-two', 'assistant', 'أهلاً', '2025-11-05 15:00:12', null, null),
  ('room-two', 'user', '   ', '2025-11-05 15:00:13', null, null),

  ('room-back', 'user', 'عندي سؤال', '2025-11-06 09:00:10', null, null),
  ('room-back', 'assistant', 'تفضل', '2025-11-06 09:00:13', null, null),
  ('room-back', 'user', 'شكراً، مع السلامة', '2025-11-06 09:02:50', null, null),
  ('room-back', 'user', 'أريد تقديم شكوى', '2025-11-06 09:15:10', null, null),
  ('room-back', 'assistant', 'أنا أسمعك', '2025-11-06 09:15:13', null, null),

  -- From before there was a table for conversations.
  ('room-older', 'user', 'من أنتم؟', '2025-10-01 10:00:00', null, null),
  ('room-older', 'assistant', 'نحن مركز التدريب', '2025-10-01 10:00:04', null, null),
  (null, 'user', 'بلا محادثة ولا وقت', null, null, null);

insert into users (name, phone, email, city, created_at) values
  ('أحمد محمد', '0991234567', null, 'دمشق', '2025-11-05 14:21:00'),
  (null, '+963 991 234 567', 'ahmad@example.com', null, '2025-11-05 15:00:00'),
  ('احمد', '00963991234567', null, null, '2025-11-04 08:00:00'),
  ('أحمد محمد', '٠٩٩١٢٣٤٥٦٧', null, null, '2025-11-07 10:00:00'),
  ('بلا رقم', 'لا أعرف', null, null, null);
`
