CREATE TABLE "sextant"."idempotency_claims" (
	"workspace_id" text NOT NULL,
	"key" text NOT NULL,
	"token" text NOT NULL,
	"lease_until" bigint NOT NULL,
	CONSTRAINT "idempotency_claims_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
ALTER TABLE "sextant"."idempotency_claims" ADD CONSTRAINT "idempotency_claims_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;