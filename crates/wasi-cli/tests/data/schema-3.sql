-- A database of schema 3, as cutrack 0.1.0 wrote it of four fixtures (04, 07, 13, 25) in the home `home`; 04 is gone.
-- Key of its pseudonyms: 9628fb6445450c40f76eedaf4c7535401976749dd6a309dd2344ce8781e9dc34
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1668641906;
PRAGMA user_version = 3;
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
  summary_characters INTEGER,
  raw_characters INTEGER,
  agent_characters INTEGER,
  PRIMARY KEY (source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "activity" VALUES(0,1,1,2,0,1,1,0,29,29,30,0,NULL);
INSERT INTO "activity" VALUES(1,1,1,2,0,1,1,0,29,29,30,0,NULL);
INSERT INTO "activity" VALUES(2,2,2,1,0,0,0,0,6,11,0,0,NULL);
INSERT INTO "activity" VALUES(3,1,0,1,0,0,0,0,15,12,0,0,NULL);
INSERT INTO "activity" VALUES(4,2,2,2,0,0,0,0,6,2,0,0,NULL);
INSERT INTO "activity" VALUES(5,1,1,1,0,0,0,0,5,1,0,0,NULL);
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
INSERT INTO "events" VALUES(5,0,1795328527339,NULL,'thread_reverted',NULL,NULL,NULL,NULL,NULL,NULL);
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
  is_estimate INTEGER,
  stated_total_tokens INTEGER,
  PRIMARY KEY (source_id, gauge_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "gauges" VALUES(0,0,1795326702064,0,272000,10056,0,0,10120);
INSERT INTO "gauges" VALUES(0,1,1795326702072,0,272000,11090,0,0,21210);
INSERT INTO "gauges" VALUES(0,2,1795326702113,0,272000,12030,0,0,33240);
INSERT INTO "gauges" VALUES(1,0,1795326723810,0,258400,10120,0,0,10120);
INSERT INTO "gauges" VALUES(1,1,1795326723909,0,258400,11090,0,0,21210);
INSERT INTO "gauges" VALUES(1,2,1795326723987,0,258400,12030,0,0,33240);
INSERT INTO "gauges" VALUES(2,0,1795327590557,0,258400,55,0,0,55);
INSERT INTO "gauges" VALUES(2,1,1795327590753,1,258400,660,0,0,715);
INSERT INTO "gauges" VALUES(2,2,1795327591100,1,258400,770,0,0,1485);
INSERT INTO "gauges" VALUES(3,0,1795327591102,0,258400,3033,0,0,3748);
INSERT INTO "gauges" VALUES(4,0,1795328527246,0,258400,110,0,0,110);
INSERT INTO "gauges" VALUES(4,1,1795328527327,1,258400,220,0,0,330);
INSERT INTO "gauges" VALUES(5,0,1795328528429,0,258400,330,0,0,440);
CREATE TABLE images (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  image_index INTEGER NOT NULL,
  kind TEXT,
  images INTEGER NOT NULL,
  turn_index INTEGER,
  is_local INTEGER,
  PRIMARY KEY (source_id, image_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE known_types (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  type_index INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT,
  count INTEGER NOT NULL,
  PRIMARY KEY (source_id, type_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "known_types" VALUES(0,0,'event','token_count',3);
INSERT INTO "known_types" VALUES(0,1,'event','user_message',1);
INSERT INTO "known_types" VALUES(0,2,'event','agent_message',2);
INSERT INTO "known_types" VALUES(0,3,'event','agent_reasoning',1);
INSERT INTO "known_types" VALUES(0,4,'item','message',4);
INSERT INTO "known_types" VALUES(0,5,'item','reasoning',1);
INSERT INTO "known_types" VALUES(0,6,'item','function_call',2);
INSERT INTO "known_types" VALUES(0,7,'item','function_call_output',2);
INSERT INTO "known_types" VALUES(1,0,'event','token_count',6);
INSERT INTO "known_types" VALUES(1,1,'event','user_message',1);
INSERT INTO "known_types" VALUES(1,2,'event','agent_message',2);
INSERT INTO "known_types" VALUES(1,3,'event','agent_reasoning',1);
INSERT INTO "known_types" VALUES(1,4,'item','message',4);
INSERT INTO "known_types" VALUES(1,5,'item','reasoning',1);
INSERT INTO "known_types" VALUES(1,6,'item','function_call',1);
INSERT INTO "known_types" VALUES(1,7,'item','custom_tool_call',1);
INSERT INTO "known_types" VALUES(1,8,'item','function_call_output',1);
INSERT INTO "known_types" VALUES(1,9,'item','custom_tool_call_output',1);
INSERT INTO "known_types" VALUES(2,0,'event','token_count',6);
INSERT INTO "known_types" VALUES(2,1,'event','task_started',2);
INSERT INTO "known_types" VALUES(2,2,'event','turn_aborted',1);
INSERT INTO "known_types" VALUES(2,3,'event','user_message',2);
INSERT INTO "known_types" VALUES(2,4,'event','agent_message',1);
INSERT INTO "known_types" VALUES(2,5,'event','task_complete',1);
INSERT INTO "known_types" VALUES(2,6,'item','message',7);
INSERT INTO "known_types" VALUES(2,7,'item','function_call',2);
INSERT INTO "known_types" VALUES(2,8,'item','function_call_output',2);
INSERT INTO "known_types" VALUES(3,0,'event','token_count',2);
INSERT INTO "known_types" VALUES(3,1,'event','task_started',1);
INSERT INTO "known_types" VALUES(3,2,'event','user_message',1);
INSERT INTO "known_types" VALUES(3,3,'event','agent_message',1);
INSERT INTO "known_types" VALUES(3,4,'event','task_complete',1);
INSERT INTO "known_types" VALUES(3,5,'item','message',2);
INSERT INTO "known_types" VALUES(4,0,'event','token_count',2);
INSERT INTO "known_types" VALUES(4,1,'event','task_started',2);
INSERT INTO "known_types" VALUES(4,2,'event','task_complete',2);
INSERT INTO "known_types" VALUES(4,3,'event','item_completed',4);
INSERT INTO "known_types" VALUES(4,4,'event','thread_settings_applied',1);
INSERT INTO "known_types" VALUES(4,5,'item','message',6);
INSERT INTO "known_types" VALUES(4,6,'completed_item','UserMessage',2);
INSERT INTO "known_types" VALUES(4,7,'completed_item','AgentMessage',2);
INSERT INTO "known_types" VALUES(5,0,'event','token_count',1);
INSERT INTO "known_types" VALUES(5,1,'event','task_started',1);
INSERT INTO "known_types" VALUES(5,2,'event','task_complete',1);
INSERT INTO "known_types" VALUES(5,3,'event','item_completed',2);
INSERT INTO "known_types" VALUES(5,4,'event','thread_settings_applied',1);
INSERT INTO "known_types" VALUES(5,5,'item','message',2);
INSERT INTO "known_types" VALUES(5,6,'completed_item','UserMessage',1);
INSERT INTO "known_types" VALUES(5,7,'completed_item','AgentMessage',1);
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
INSERT INTO "names" VALUES('p-0b5c6b1c0d6277977ce0759166b36102','sessions/13-0.115-subagent-fork-replay/rollout-2026-11-22T06-06-30-01a201dd-002b-7d02-8579-494b647639cd.jsonl');
INSERT INTO "names" VALUES('p-109f520bad4cd900b5fb4e4f9239891a','sessions/25-0.169-reverted-thread-two-files/rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658.jsonl');
INSERT INTO "names" VALUES('p-291c3c74bfc1bee0c7b5d5cb91583a18','https://example.invalid/demo/repo.git');
INSERT INTO "names" VALUES('p-2d241ded3d8d722114e691243f913cdb','sessions/25-0.169-reverted-thread-two-files/rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658_01a201eb-4beb-79c3-ac16-23549af9fb79.jsonl');
INSERT INTO "names" VALUES('p-630a5cdd2b20bd64f63856b70adf6b58','home');
INSERT INTO "names" VALUES('p-67a3f5ba4b5881327cc2f5c9447858f3','Leibniz');
INSERT INTO "names" VALUES('p-8672b9986089721782130701f92be1ae','/home/dev/app');
INSERT INTO "names" VALUES('p-8978b9d88749446e78d246095114db4d','/home/dev/demo');
INSERT INTO "names" VALUES('p-955f54ec4a4c0edb5f0e4a79a444e967','sessions/07-envelope-0.50-resets_at/rollout-2026-11-22T05-52-03-01a201cf-c5b5-77c0-a9bb-adbe0122ba25.jsonl');
INSERT INTO "names" VALUES('p-c90f37d9471cf13a9e665e7d47550673','sessions/13-0.115-subagent-fork-replay/rollout-2026-11-22T06-06-30-01a201dd-0171-7191-86ef-e12c902b7706.jsonl');
INSERT INTO "names" VALUES('p-dc505338acbeab58f2f4be6d4f4cd4e3','sessions/04-envelope-0.36-first/rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl');
INSERT INTO "names" VALUES('p-fd4c52ae647c17adcf8a90a376b33819','master');
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
  agent_nickname TEXT,
  PRIMARY KEY (source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "sessions" VALUES(0,'9ea528df-7e4f-4307-ba9a-90b0d70a21a4',1795326701687,'p-8978b9d88749446e78d246095114db4d','p-fd4c52ae647c17adcf8a90a376b33819','p-291c3c74bfc1bee0c7b5d5cb91583a18','3ce9555505ab39bdd0acc312d79b696d18685eaf','codex_cli_rs','0.36.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES(1,'01a201cf-c5b5-77c0-a9bb-adbe0122ba25',1795326723509,'p-8978b9d88749446e78d246095114db4d','p-fd4c52ae647c17adcf8a90a376b33819','p-291c3c74bfc1bee0c7b5d5cb91583a18','3ce9555505ab39bdd0acc312d79b696d18685eaf','codex_exec','0.50.0','plain','exec',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES(2,'01a201dd-002b-7d02-8579-494b647639cd',1795327590445,'p-8672b9986089721782130701f92be1ae','p-fd4c52ae647c17adcf8a90a376b33819',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','codex_vscode','0.115.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,NULL,NULL,NULL,NULL,NULL,20,NULL,NULL);
INSERT INTO "sessions" VALUES(3,'01a201dd-0171-7191-86ef-e12c902b7706',1795327590776,'p-8672b9986089721782130701f92be1ae','p-fd4c52ae647c17adcf8a90a376b33819',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','codex_vscode','0.115.0','sub_agent','thread_spawn','01a201dd-002b-7d02-8579-494b647639cd',1,'default','mock','01a201dd-002b-7d02-8579-494b647639cd',NULL,NULL,NULL,NULL,NULL,NULL,20,NULL,'p-67a3f5ba4b5881327cc2f5c9447858f3');
INSERT INTO "sessions" VALUES(4,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',1795328527113,'p-8672b9986089721782130701f92be1ae','p-fd4c52ae647c17adcf8a90a376b33819',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','probe','0.169.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',NULL,'paginated',NULL,NULL,21,NULL,NULL);
INSERT INTO "sessions" VALUES(5,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',1795328527339,'p-8672b9986089721782130701f92be1ae','p-fd4c52ae647c17adcf8a90a376b33819',NULL,'2476df0b6c758744516cad65ad0f354ffc7e981a','probe','0.169.0','plain','vscode',NULL,NULL,NULL,'mock',NULL,NULL,'01a201eb-4af6-70e1-a6d6-f6fd67af2658',NULL,'paginated',NULL,'v1',21,NULL,NULL);
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
  is_purged INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
INSERT INTO "sources" VALUES(0,'p-630a5cdd2b20bd64f63856b70adf6b58','p-dc505338acbeab58f2f4be6d4f4cd4e3','rollout-2026-11-22T05-51-41-9ea528df-7e4f-4307-ba9a-90b0d70a21a4.jsonl','9ea528df-7e4f-4307-ba9a-90b0d70a21a4',0,0,0,4718,1795675613489,NULL,1,NULL,NULL,'p-bb3a756430c7e5114d965f361c40d388',NULL,20,0,1795326702116,0);
INSERT INTO "sources" VALUES(1,'p-630a5cdd2b20bd64f63856b70adf6b58','p-955f54ec4a4c0edb5f0e4a79a444e967','rollout-2026-11-22T05-52-03-01a201cf-c5b5-77c0-a9bb-adbe0122ba25.jsonl','01a201cf-c5b5-77c0-a9bb-adbe0122ba25',0,0,0,6615,1795675613493,NULL,0,NULL,NULL,'p-c1a455db0001b7c9cadac8497f8f325c',NULL,23,0,1795326723992,0);
INSERT INTO "sources" VALUES(2,'p-630a5cdd2b20bd64f63856b70adf6b58','p-0b5c6b1c0d6277977ce0759166b36102','rollout-2026-11-22T06-06-30-01a201dd-002b-7d02-8579-494b647639cd.jsonl','01a201dd-002b-7d02-8579-494b647639cd',0,0,0,8257,1795675613497,NULL,0,NULL,NULL,'p-95f659bd73b0ab1637dac2148e1448fa',NULL,27,0,1795327594214,0);
INSERT INTO "sources" VALUES(3,'p-630a5cdd2b20bd64f63856b70adf6b58','p-c90f37d9471cf13a9e665e7d47550673','rollout-2026-11-22T06-06-30-01a201dd-0171-7191-86ef-e12c902b7706.jsonl','01a201dd-0171-7191-86ef-e12c902b7706',0,0,0,10053,1795675613497,NULL,0,NULL,NULL,'p-7734edb868070d4f185233d52fab00b0',NULL,32,0,1795327591103,0);
INSERT INTO "sources" VALUES(4,'p-630a5cdd2b20bd64f63856b70adf6b58','p-109f520bad4cd900b5fb4e4f9239891a','rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658.jsonl','01a201eb-4af6-70e1-a6d6-f6fd67af2658',0,0,0,14225,1795675613501,NULL,0,NULL,NULL,'p-cb0356ae3e379490f2b27c8ea2a1eaac',NULL,23,0,1795328527330,0);
INSERT INTO "sources" VALUES(5,'p-630a5cdd2b20bd64f63856b70adf6b58','p-2d241ded3d8d722114e691243f913cdb','rollout-2026-11-22T06-22-07-01a201eb-4af6-70e1-a6d6-f6fd67af2658_01a201eb-4beb-79c3-ac16-23549af9fb79.jsonl','01a201eb-4beb-79c3-ac16-23549af9fb79',0,0,0,6562,1795675613501,NULL,0,NULL,NULL,'p-f09975760aec707224c1c9f93f9df29b','01a201eb-4af6-70e1-a6d6-f6fd67af2658',11,0,1795328528432,0);
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
INSERT INTO "tool_calls" VALUES(0,0,1795326702064,0,'shell','shell',NULL,NULL,NULL,1,'ls','p-83159538fb0e49388917dc96b33482cd',1,0,0,0,0,70);
INSERT INTO "tool_calls" VALUES(0,1,1795326702072,0,'patch','shell',NULL,NULL,NULL,0,NULL,NULL,1,0,0,0,0,115);
INSERT INTO "tool_calls" VALUES(1,0,1795326723832,0,'shell','shell',NULL,NULL,NULL,1,'ls','p-83159538fb0e49388917dc96b33482cd',1,0,0,0,0,70);
INSERT INTO "tool_calls" VALUES(1,1,1795326723985,0,'patch','apply_patch',NULL,NULL,NULL,0,NULL,NULL,1,0,0,0,0,115);
INSERT INTO "tool_calls" VALUES(2,0,1795327590753,1,'sub_agent','spawn_agent',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,0,NULL,72);
INSERT INTO "tool_calls" VALUES(2,1,1795327591097,1,'shell','exec_command',NULL,NULL,NULL,1,'sleep','p-70d272851cb05192c53834c2664bd43a',1,0,0,0,2855,135);
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
  service_tier TEXT,
  summary_characters INTEGER,
  raw_characters INTEGER,
  agent_characters INTEGER,
  PRIMARY KEY (source_id, turn_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "turns" VALUES(0,0,NULL,1795326701916,NULL,NULL,'gpt-5-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,2,0,1,1,0,29,29,NULL,30,0,NULL);
INSERT INTO "turns" VALUES(1,0,NULL,1795326723805,NULL,NULL,'gpt-5-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,2,0,1,1,0,29,29,NULL,30,0,NULL);
INSERT INTO "turns" VALUES(2,0,'01a201dd-003a-7fc2-960e-a3ae4e2f5624',1795327590472,1795327590557,'completed','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,1,1,0,0,0,0,4,11,NULL,0,0,NULL);
INSERT INTO "turns" VALUES(2,1,'01a201dd-009e-7a92-8188-da8e63bbea38',1795327590562,1795327594214,'interrupted','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,1,0,0,0,0,0,2,0,NULL,0,0,NULL);
INSERT INTO "turns" VALUES(3,0,'01a201dd-0193-7af2-989e-6ec17b11f07a',1795327590812,1795327591103,'completed','gpt-5.2-codex',NULL,NULL,'auto','never','danger-full-access',NULL,NULL,NULL,NULL,NULL,'tokens',10000,'default','pragmatic',NULL,NULL,NULL,NULL,1,0,1,0,0,0,0,15,12,NULL,0,0,NULL);
INSERT INTO "turns" VALUES(4,0,'01a201eb-4b23-7e73-b3b8-06ff21991e96',1795328527161,1795328527249,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,104,94,1,1,1,0,0,0,0,3,1,NULL,0,0,NULL);
INSERT INTO "turns" VALUES(4,1,'01a201eb-4b97-7ad0-865e-302313919ec3',1795328527258,1795328527330,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,73,65,1,1,1,0,0,0,0,3,1,NULL,0,0,NULL);
INSERT INTO "turns" VALUES(5,0,'01a201eb-4ffd-7df2-ae62-22eb4b7178cc',1795328528387,1795328528432,'completed','gpt-5.5',NULL,NULL,'none','never','danger-full-access',NULL,NULL,NULL,NULL,'disabled',NULL,NULL,'default',NULL,NULL,NULL,49,43,1,1,1,0,0,0,0,5,1,'default',0,0,NULL);
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
  stated_total_tokens INTEGER,
  PRIMARY KEY (source_id, usage_index)
) STRICT, WITHOUT ROWID;
INSERT INTO "usage" VALUES(0,0,'counted',1795326702064,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0,10120);
INSERT INTO "usage" VALUES(0,1,'counted',1795326702072,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0,21210);
INSERT INTO "usage" VALUES(0,2,'counted',1795326702113,0,'gpt-5-codex',NULL,NULL,12000,10500,0,30,0,0,0,0,0,0,0,33240);
INSERT INTO "usage" VALUES(1,0,'counted',1795326723810,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0,10120);
INSERT INTO "usage" VALUES(1,1,'repeated',1795326723907,0,'gpt-5-codex',NULL,NULL,10000,0,0,120,64,0,0,0,0,0,0,10120);
INSERT INTO "usage" VALUES(1,2,'counted',1795326723909,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0,21210);
INSERT INTO "usage" VALUES(1,3,'repeated',1795326723986,0,'gpt-5-codex',NULL,NULL,11000,9000,0,90,0,0,0,0,0,0,0,21210);
INSERT INTO "usage" VALUES(1,4,'counted',1795326723987,0,'gpt-5-codex',NULL,NULL,12000,10500,0,30,0,0,0,0,0,0,0,33240);
INSERT INTO "usage" VALUES(2,0,'counted',1795327590557,0,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0,55);
INSERT INTO "usage" VALUES(2,1,'repeated',1795327590746,1,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0,55);
INSERT INTO "usage" VALUES(2,2,'counted',1795327590753,1,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0,715);
INSERT INTO "usage" VALUES(2,3,'repeated',1795327591065,1,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0,715);
INSERT INTO "usage" VALUES(2,4,'counted',1795327591100,1,'gpt-5.2-codex',NULL,NULL,700,600,0,70,0,0,0,0,0,0,0,1485);
INSERT INTO "usage" VALUES(3,0,'inherited',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0,55);
INSERT INTO "usage" VALUES(3,1,'repeated',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,50,0,0,5,0,0,0,0,0,0,0,55);
INSERT INTO "usage" VALUES(3,2,'inherited',1795327590802,NULL,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0,715);
INSERT INTO "usage" VALUES(3,3,'repeated',1795327591100,0,'gpt-5.2-codex',NULL,NULL,600,500,0,60,0,0,0,0,0,0,0,715);
INSERT INTO "usage" VALUES(3,4,'counted',1795327591102,0,'gpt-5.2-codex',NULL,NULL,3000,1000,0,33,3,0,0,0,0,0,0,3748);
INSERT INTO "usage" VALUES(4,0,'counted',1795328527245,0,'gpt-5.5',NULL,'resp_0001',100,0,0,10,0,0,0,0,0,0,0,110);
INSERT INTO "usage" VALUES(4,1,'repeated',1795328527246,0,'gpt-5.5',NULL,NULL,100,0,0,10,0,0,0,0,0,0,0,110);
INSERT INTO "usage" VALUES(4,2,'counted',1795328527326,1,'gpt-5.5',NULL,'resp_0002',200,100,0,20,0,0,0,0,0,0,0,330);
INSERT INTO "usage" VALUES(4,3,'repeated',1795328527327,1,'gpt-5.5',NULL,NULL,200,100,0,20,0,0,0,0,0,0,0,330);
INSERT INTO "usage" VALUES(5,0,'counted',1795328528429,0,'gpt-5.5','default','resp_0003',300,200,0,30,0,0,0,0,0,0,0,440);
INSERT INTO "usage" VALUES(5,1,'repeated',1795328528429,0,'gpt-5.5','default',NULL,300,200,0,30,0,0,0,0,0,0,0,440);
COMMIT;
