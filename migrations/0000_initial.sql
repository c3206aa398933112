CREATE SCHEMA "sextant";
--> statement-breakpoint
CREATE TABLE "sextant"."decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"parent_id" text,
	"recommendation_id" text,
	"kind" text NOT NULL,
	"schema_version" integer NOT NULL,
	"occurred_at" bigint NOT NULL,
	"actor" text,
	"request_id" text,
	"rule_set_hash" text NOT NULL,
	"payload" text NOT NULL,
	"payload_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sextant"."recommendations" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" bigint NOT NULL,
	"dataset_name" text,
	"dataset_hash" text,
	"task" text,
	"body" json NOT NULL,
	"decision_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sextant"."rule_sets" (
	"hash" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ADD CONSTRAINT "decisions_recommendation_id_recommendations_id_fk" FOREIGN KEY ("recommendation_id") REFERENCES "sextant"."recommendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ADD CONSTRAINT "decisions_rule_set_hash_rule_sets_hash_fk" FOREIGN KEY ("rule_set_hash") REFERENCES "sextant"."rule_sets"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_newest" ON "sextant"."decisions" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "decisions_of_recommendation" ON "sextant"."decisions" USING btree ("recommendation_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "recommendations_newest" ON "sextant"."recommendations" USING btree ("created_at","id");