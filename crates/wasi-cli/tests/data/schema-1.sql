-- A database of schema 1, as cutrack 0.1.0 wrote it of four fixtures (04, 07, 13, 25) in the home `home`; 04 is gone.
-- Key of its pseudonyms: a3ffb43d93bfbd54f2350bb6d6da29e7b8ec4ae2d5569e84fe5f0ec7e745ef2d
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1668641906;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE activity (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  user_messages INTEGER NOT NULL,
  prompts INTEGER NOT NULL,
  assistant_messages INTEGER NOT NULL,
  agent_messages INTEGER NOT NULL,
  reasoning_items INTEGER NOT NULL,
  summary_parts INTEGER NOT NULL,
  raw_parts INTEGER NOT NULL,
  user_characters INTEGER NOT NULL,
  assistant_characters INTEGER NOT NULL,
  PRIMARY KEY (source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "activity" VALUES(0,1,1,2,0,1,1,0,29,29);
INSERT INTO "activity" VALUES(1,1,1,2,0,1,1,0,29,29);
INSERT INTO "activity" VALUES(2,2,2,1,0,0,0,0,6,11);
INSERT INTO "activity" VALUES(3,1,0,1,0,0,0,0,15,12);
INSERT INTO "activity" VALUES(4,2,2,2,0,0,0,0,6,2);
INSERT INTO "activity" VALUES(5,1,1,1,0,0,0,0,5,1);
CREATE TABLE diagnostics (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  diagnostic_index INTEGER NOT NULL,
  code TEXT NOT NULL,
  line INTEGER NOT NULL,
  offset_bytes INTEGER NOT NULL,
  PRIMARY KEY (source_id, diagnostic_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  event_index INTEGER NOT NULL,
  at_ms INTEGER,
  turn_index INTEGER,
  event TEXT NOT NULL,
  error_kind TEXT,
  rolled_back_turns INTEGER,
  compaction_cause TEXT,
  compaction_tokens_before INTEGER,
  compaction_tokens_after INTEGER,
  compaction_is_told INTEGER,
  PRIMARY KEY (source_id, event_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "events" VALUES(4,0,1795328527198,0,'world_state_full',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE findings (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  finding_index INTEGER NOT NULL,
  code TEXT NOT NULL,
  lines INTEGER NOT NULL,
  PRIMARY KEY (source_id, finding_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE gauges (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  gauge_index INTEGER NOT NULL,
  at_ms INTEGER,
  turn_index INTEGER,
  window_tokens INTEGER NOT NULL,
  used_tokens INTEGER NOT NULL,
  is_overflow INTEGER NOT NULL,
  PRIMARY KEY (source_id, gauge_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "gauges" VALUES(0,0,1795326702064,0,272000,10056,0);
INSERT INTO "gauges" VALUES(0,1,1795326702072,0,272000,11090,0);
INSERT INTO "gauges" VALUES(0,2,1795326702113,0,272000,12030,0);
INSERT INTO "gauges" VALUES(1,0,1795326723810,0,258400,10120,0);
INSERT INTO "gauges" VALUES(1,1,1795326723909,0,258400,11090,0);
INSERT INTO "gauges" VALUES(1,2,1795326723987,0,258400,12030,0);
INSERT INTO "gauges" VALUES(2,0,1795327590557,0,258400,55,0);
INSERT INTO "gauges" VALUES(2,1,1795327590753,1,258400,660,0);
INSERT INTO "gauges" VALUES(2,2,1795327591100,1,258400,770,0);
INSERT INTO "gauges" VALUES(3,0,1795327591102,0,258400,3033,0);
INSERT INTO "gauges" VALUES(4,0,1795328527246,0,258400,110,0);
INSERT INTO "gauges" VALUES(4,1,1795328527327,1,258400,220,0);
INSERT INTO "gauges" VALUES(5,0,1795328528429,0,258400,330,0);
CREATE TABLE images (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  image_index INTEGER NOT NULL,
  kind TEXT,
  images INTEGER NOT NULL,
  PRIMARY KEY (source_id, image_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key)
) STRICT, WITHOUT ROWID;
CREATE TABLE names (
  pseudonym TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (pseudonym)
) STRICT, WITHOUT ROWID;
INSERT INTO "names" VALUES('p-0b278330a9db551bbf249eaa42b1f474','sessions/25-0.169-reverted-thread-two-files/rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658.jsonl');
INSERT INTO "names" VALUES('p-22464b8531fe5c2a54b4616bf0952a0c','/home/dev/app');
INSERT INTO "names" VALUES('p-3ff1d57b72b6c34c4ce08b7f74138b66','https://example.invalid/demo/repo.git');
INSERT INTO "names" VALUES('p-67767ee60a08a50576f29448f4107a07','/home/dev/demo');
INSERT INTO "names" VALUES('p-820d0c16934dc1167c9d90f9226d0d1a','sessions/13-0.115-subagent-fork-replay/rollout-2026-11-22T06-06-30-01a201dd-002b-7d02-8579-494b647639cd.jsonl');
INSERT INTO "names" VALUES('p-86d72a48555a02594429920a35c486f5','sessions/04-envelope-0.36-first/rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl');
INSERT INTO "names" VALUES('p-86f4b4ee91ed791b0f3df2fc630c9dda','home');
INSERT INTO "names" VALUES('p-8765a1a6d32e61f16d3a6943659243aa','sessions/25-0.169-reverted-thread-two-files/rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658_01a201eb-4beb-79c3-ac16-23549af9fb79.jsonl');
INSERT INTO "names" VALUES('p-988d70aad7c0a34729f43b128c902358','master');
INSERT INTO "names" VALUES('p-d5392ec3e9b2aa2b1dc30ffd8b4b8827','sessions/13-0.115-subagent-fork-replay/rollout-2026-11-22T06-06-30-01a201dd-0171-7191-86ef-e12c902b7706.jsonl');
INSERT INTO "names" VALUES('p-ebc38bbec65b03ed8ff5959a4cbd0930','sessions/07-envelope-0.50-resets_at/rollout-2026-11-22T05-52-03-01a201cf-c5b5-77c0-a9bb-adbe0122ba25.jsonl');
CREATE TABLE rate_limits (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  reading_index INTEGER NOT NULL,
  at_ms INTEGER,
  limit_id TEXT,
  limit_name TEXT,
  first_resets_at_ms INTEGER,
  first_resets_relatively INTEGER,
  first_window_minutes INTEGER,
  first_used_per_mille INTEGER,
  second_resets_at_ms INTEGER,
  second_resets_relatively INTEGER,
  second_window_minutes INTEGER,
  second_used_per_mille INTEGER,
  has_credits INTEGER,
  unlimited_credits INTEGER,
  credit_balance TEXT,
  plan_type TEXT,
  reached_type TEXT,
  individual_limit TEXT,
  individual_used TEXT,
  individual_remaining_percent INTEGER,
  individual_resets_at_ms INTEGER,
  spend_control_reached INTEGER,
  PRIMARY KEY (source_id, reading_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "rate_limits" VALUES(1,0,1795326723810,NULL,NULL,1795330000000,0,300,125,1795900000000,0,10080,400,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "rate_limits" VALUES(2,0,1795327590552,'codex',NULL,1795330000000,0,300,550,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "rate_limits" VALUES(3,0,1795327591100,'codex',NULL,1795330000000,0,300,550,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE sessions (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  session_id TEXT,
  started_at_ms INTEGER,
  cwd TEXT,
  branch TEXT,
  repository TEXT,
  commit_hash TEXT,
  originator TEXT,
  cli_version TEXT,
  source_kind TEXT,
  source TEXT,
  source_parent_id TEXT,
  agent_depth INTEGER,
  agent_role TEXT,
  model_provider TEXT,
  forked_from_id TEXT,
  parent_id TEXT,
  root_id TEXT,
  thread_source TEXT,
  history_mode TEXT,
  memory_mode TEXT,
  multi_agent_version TEXT,
  instructions_characters INTEGER,
  dynamic_tools INTEGER,
  PRIMARY KEY (source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "sessions" VALUES(0,'9ea528df-7e4f-4307-ba9a-90b0d70a21a4',1795326701687,'p-67767ee60a08a50576f29448f4107a07','p-988d70aad7c0a34729f43b128c902358','p-3ff1d57b72b6c34c4ce08b7f74138b66','3ce9555505ab39bdd0acc312d79b696d18685eaf','codex_cli_rs','0.36.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES(1,'01a201cf-c5b5-77c0-a9bb-adbe0122ba25',1795326723509,'p-67767ee60a08a50576f29448f4107a07','p-988d70aad7c0a34729f43b128c902358','p-3ff1d57b72b6c34c4ce08b7f74138b66','3ce9555505ab39bdd0acc312d79b696d18685eaf','codex_exec','0.50.0','plain','exec',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES(2,'01a201dd-002b-7d02-8579-494b647639cd',1795327590445,'p-22464b8531fe5c2a54b4616bf0952a0c','p-988d70aad7c0a34729f43b128c902358',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','codex_vscode','0.115.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,NULL,NULL,NULL,NULL,NULL,20,NULL);
INSERT INTO "sessions" VALUES(3,'01a201dd-0171-7191-86ef-e12c902b7706',1795327590776,'p-22464b8531fe5c2a54b4616bf0952a0c','p-988d70aad7c0a34729f43b128c902358',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','codex_vscode','0.115.0','sub_agent','thread_spawn','01a201dd-002b-7d02-8579-494b647639cd',1,'default','mock','01a201dd-002b-7d02-8579-494b647639cd',NULL,NULL,NULL,NULL,NULL,NULL,20,NULL);
INSERT INTO "sessions" VALUES(4,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',1795328527113,'p-22464b8531fe5c2a54b4616bf0952a0c','p-988d70aad7c0a34729f43b128c902358',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','probe','0.169.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',NULL,'paginated',NULL,NULL,21,NULL);
INSERT INTO "sessions" VALUES(5,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',1795328527339,'p-22464b8531fe5c2a54b4616bf0952a0c','p-988d70aad7c0a34729f43b128c902358',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','probe','0.169.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',NULL,'paginated',NULL,'v1',21,NULL);
CREATE TABLE sources (
  id INTEGER NOT NULL,
  home TEXT,
  name TEXT,
  base_name TEXT,
  rollout_id TEXT,
  is_packed INTEGER NOT NULL,
  is_document INTEGER NOT NULL,
  is_archived INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_at_ms INTEGER,
  ends TEXT,
  is_gone INTEGER NOT NULL,
  trouble TEXT,
  set_aside_for INTEGER,
  first_line TEXT,
  history_base_id TEXT,
  lines_seen INTEGER NOT NULL,
  lines_skipped INTEGER NOT NULL,
  newest_line_at_ms INTEGER,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
INSERT INTO "sources" VALUES(0,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-86d72a48555a02594429920a35c486f5','rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl','9ea528df-7e4f-4307-ba9a-90b0d70a21a4',0,0,0,4718,1795651778963,NULL,1,NULL,NULL,'p-e129a8bd6fd2bb1cd7daa67136ff8c41',NULL,20,0,1795326702116);
INSERT INTO "sources" VALUES(1,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-ebc38bbec65b03ed8ff5959a4cbd0930','rollout-2026-11-22T05-52-03-01a201cf-c5b5-77c0-a9bb-adbe0122ba25.jsonl','01a201cf-c5b5-77c0-a9bb-adbe0122ba25',0,0,0,6615,1795651778963,NULL,0,NULL,NULL,'p-f9b7daeeeb340139b1c60c0481dd21d7',NULL,23,0,1795326723992);
INSERT INTO "sources" VALUES(2,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-820d0c16934dc1167c9d90f9226d0d1a','rollout-2026-11-22T06-06-30-01a201dd-002b-7d02-8579-494b647639cd.jsonl','01a201dd-002b-7d02-8579-494b647639cd',0,0,0,8257,1795651778963,NULL,0,NULL,NULL,'p-dc42c8767b0e317d01a1d1166f1ce265',NULL,27,0,1795327594214);
INSERT INTO "sources" VALUES(3,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-d5392ec3e9b2aa2b1dc30ffd8b4b8827','rollout-2026-11-22T06-06-30-01a201dd-0171-7191-86ef-e12c902b7706.jsonl','01a201dd-0171-7191-86ef-e12c902b7706',0,0,0,10053,1795651778963,NULL,0,NULL,NULL,'p-7b0d17c049647dc69fb706002d381d49',NULL,32,0,1795327591103);
INSERT INTO "sources" VALUES(4,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-0b278330a9db551bbf249eaa42b1f474','rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658.jsonl','01a201eb-4af6-70e1-a6d6-f6fd67af2658',0,0,0,14225,1795651778963,NULL,0,NULL,NULL,'p-34648d233a1cf8fa09e91a224ea66791',NULL,23,0,1795328527330);
INSERT INTO "sources" VALUES(5,'p-86f4b4ee91ed791b0f3df2fc630c9dda','p-8765a1a6d32e61f16d3a6943659243aa','rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658_01a201eb-4beb-79c3-ac16-23549af9fb79.jsonl','01a201eb-4beb-79c3-ac16-23549af9fb79',0,0,0,6562,1795651778963,NULL,0,NULL,NULL,'p-2801b48c6c704d2d242e71920a2f3d49','01a201eb-4af6-70e1-a6d6-f6fd67af2658',11,0,1795328528432);
CREATE TABLE thread_links (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  link_index INTEGER NOT NULL,
  kind TEXT NOT NULL,
  linked_id TEXT,
  PRIMARY KEY (source_id, link_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "thread_links" VALUES(2,0,'agent','01a201dd-0171-7191-86ef-e12c902b7706');
INSERT INTO "thread_links" VALUES(3,0,'turn','01a201dd-003a-7fc2-960e-a3ae4e2f5624');
INSERT INTO "thread_links" VALUES(3,1,'turn','01a201dd-009e-7a92-8188-da8e63bbea38');
INSERT INTO "thread_links" VALUES(3,2,'origin','01a201dd-002b-7d02-8579-494b647639cd');
CREATE TABLE tool_calls (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  call_index INTEGER NOT NULL,
  at_ms INTEGER,
  turn_index INTEGER,
  kind TEXT NOT NULL,
  tool TEXT,
  server TEXT,
  server_tool TEXT,
  search TEXT,
  is_command INTEGER NOT NULL,
  program TEXT,
  command TEXT,
  success INTEGER,
  exit_code INTEGER,
  is_nested INTEGER NOT NULL,
  runs_on INTEGER NOT NULL,
  duration_ms INTEGER,
  output_bytes INTEGER,
  PRIMARY KEY (source_id, call_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "tool_calls" VALUES(0,0,1795326702064,0,'shell','shell',NULL,NULL,NULL,1,'ls','p-4bffe39622572c12e716a152871c7558',1,0,0,0,0,70);
INSERT INTO "tool_calls" VALUES(0,1,1795326702072,0,'patch','shell',NULL,NULL,NULL,0,NULL,NULL,1,0,0,0,0,115);
INSERT INTO "tool_calls" VALUES(1,0,1795326723832,0,'shell','shell',NULL,NULL,NULL,1,'ls','p-4bffe39622572c12e716a152871c7558',1,0,0,0,0,70);
INSERT INTO "tool_calls" VALUES(1,1,1795326723985,0,'patch','apply_patch',NULL,NULL,NULL,0,NULL,NULL,1,0,0,0,0,115);
INSERT INTO "tool_calls" VALUES(2,0,1795327590753,1,'sub_agent','spawn_agent',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,0,NULL,72);
INSERT INTO "tool_calls" VALUES(2,1,1795327591097,1,'shell','exec_command',NULL,NULL,NULL,1,'sleep','p-110290fb2ff0bd476b462ce5c5e1fef9',1,0,0,0,2855,135);
CREATE TABLE turns (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  turn_index INTEGER NOT NULL,
  turn_id TEXT,
  started_at_ms INTEGER,
  ended_at_ms INTEGER,
  outcome TEXT,
  model TEXT,
  effort TEXT,
  error_kind TEXT,
  summary TEXT,
  approval_policy TEXT,
  sandbox TEXT,
  sandbox_network_access INTEGER,
  sandbox_writable_roots INTEGER,
  sandbox_exclude_tmpdir_env_var INTEGER,
  sandbox_exclude_slash_tmp INTEGER,
  permission_profile TEXT,
  truncation_mode TEXT,
  truncation_limit INTEGER,
  collaboration_mode TEXT,
  personality TEXT,
  user_instructions_characters INTEGER,
  developer_instructions_characters INTEGER,
  duration_ms INTEGER,
  time_to_first_token_ms INTEGER,
  user_messages INTEGER NOT NULL,
  prompts INTEGER NOT NULL,
  assistant_messages INTEGER NOT NULL,
  agent_messages INTEGER NOT NULL,
  reasoning_items INTEGER NOT NULL,
  summary_parts INTEGER NOT NULL,
  raw_parts INTEGER NOT NULL,
  user_characters INTEGER NOT NULL,
  assistant_characters INTEGER NOT NULL,
  PRIMARY KEY (source_id, turn_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "turns" VALUES(0,0,NULL,1795326701916,NULL,NULL,'gpt-5-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,2,0,1,1,0,29,29);
INSERT INTO "turns" VALUES(1,0,NULL,1795326723805,NULL,NULL,'gpt-5-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,2,0,1,1,0,29,29);
INSERT INTO "turns" VALUES(2,0,'01a201dd-003a-7fc2-960e-a3ae4e2f5624',1795327590472,1795327590557,'completed','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,1,1,0,0,0,0,4,11);
INSERT INTO "turns" VALUES(2,1,'01a201dd-009e-7a92-8188-da8e63bbea38',1795327590562,1795327594214,'interrupted','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,1,0,0,0,0,0,2,0);
INSERT INTO "turns" VALUES(3,0,'01a201dd-0193-7af2-989e-6ec17b11f07a',1795327590812,1795327591103,'completed','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,0,1,0,0,0,0,15,12);
INSERT INTO "turns" VALUES(4,0,'01a201eb-4b23-7e73-b3b8-06ff21991e96',1795328527161,1795328527249,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,104,94,1,1,1,0,0,0,0,3,1);
INSERT INTO "turns" VALUES(4,1,'01a201eb-4b97-7ad0-865e-302313919ec3',1795328527258,1795328527330,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,73,65,1,1,1,0,0,0,0,3,1);
INSERT INTO "turns" VALUES(5,0,'01a201eb-4ffd-7df2-ae62-22eb4b7178cc',1795328528387,1795328528432,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,49,43,1,1,1,0,0,0,0,5,1);
CREATE TABLE unknown_types (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  type_index INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT,
  count INTEGER NOT NULL,
  PRIMARY KEY (source_id, type_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  usage_index INTEGER NOT NULL,
  fate TEXT NOT NULL,
  at_ms INTEGER,
  turn_index INTEGER,
  model TEXT,
  service_tier TEXT,
  response_id TEXT,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  cache_write_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_output_tokens INTEGER NOT NULL,
  missing_input_tokens INTEGER NOT NULL,
  missing_cached_input_tokens INTEGER NOT NULL,
  missing_cache_write_input_tokens INTEGER NOT NULL,
  missing_output_tokens INTEGER NOT NULL,
  missing_reasoning_output_tokens INTEGER NOT NULL,
  is_compaction INTEGER NOT NULL,
  PRIMARY KEY (source_id, usage_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "usage" VALUES(0,0,'counted',1795326702064,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(0,1,'counted',1795326702072,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(0,2,'counted',1795326702113,0,'gpt-5-codex',NULL,NULL,12000,10500,0,30,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(1,0,'counted',1795326723810,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(1,1,'repeated',1795326723907,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(1,2,'counted',1795326723909,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(1,3,'repeated',1795326723986,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(1,4,'counted',1795326723987,0,'gpt-5-codex',NULL,NULL,12000,10500,0,30,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(2,0,'counted',1795327590557,0,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(2,1,'repeated',1795327590746,1,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(2,2,'counted',1795327590753,1,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(2,3,'repeated',1795327591065,1,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(2,4,'counted',1795327591100,1,'gpt-5.2-codex',NULL,NULL,700,600,0,70,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(3,0,'inherited',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(3,1,'repeated',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(3,2,'inherited',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(3,3,'repeated',1795327591100,0,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(3,4,'counted',1795327591102,0,'gpt-5.2-codex',NULL,NULL,3000,1000,0,33,3,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(4,0,'counted',1795328527245,0,'gpt-5.5',NULL,'resp_0001',100,0,0,10,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(4,1,'repeated',1795328527246,0,'gpt-5.5',NULL,NULL,100,0,0,10,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(4,2,'counted',1795328527326,1,'gpt-5.5',NULL,'resp_0002',200,100,0,20,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(4,3,'repeated',1795328527327,1,'gpt-5.5',NULL,NULL,200,100,0,20,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(5,0,'counted',1795328528429,0,'gpt-5.5','default','resp_0003',300,200,0,30,0,0,0,0,0,0,0);
INSERT INTO "usage" VALUES(5,1,'repeated',1795328528429,0,'gpt-5.5','default',NULL,300,200,0,30,0,0,0,0,0,0,0);
COMMIT;
