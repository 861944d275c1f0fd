import * as z from 'zod';

/**
 * The rules that GitHub takes, with their parameters. What may be left out gets GitHub's own value (`completeRule`).
 *
 * Source: GitHub's OpenAPI description, `repository-rule`.
 */
const flag = z.boolean().optional();
const whole = z.number().int();
const count = whole.min(0).max(1_000).optional();
const minutes = whole.min(0).max(360).optional();

const rule = <Type extends string, Parameters extends z.ZodType>(type: Type, parameters: Parameters) =>
  z.object({ type: z.literal(type), parameters });
const bare = <Type extends string>(type: Type) => rule(type, z.looseObject({}).nullish());

const pattern = z.object({
  name: z.string().optional(),
  negate: flag,
  operator: z.enum(['starts_with', 'ends_with', 'contains', 'regex']),
  pattern: z.string(),
});

export const RULE = z.discriminatedUnion('type', [
  bare('creation'),
  rule('update', z.object({ update_allows_fetch_and_merge: flag }).nullish()),
  bare('deletion'),
  bare('required_linear_history'),
  bare('required_signatures'),
  bare('non_fast_forward'),
  bare('license_compliance_scanning'),
  rule('copilot_code_review', z.looseObject({ review_draft_pull_requests: flag, review_on_push: flag }).nullish()),
  rule(
    'merge_queue',
    z
      .object({
        check_response_timeout_minutes: whole.min(1).max(360).optional(),
        grouping_strategy: z.enum(['ALLGREEN', 'HEADGREEN']).optional(),
        max_entries_to_build: count,
        max_entries_to_merge: count,
        merge_method: z.enum(['MERGE', 'SQUASH', 'REBASE']).optional(),
        min_entries_to_merge: count,
        min_entries_to_merge_wait_minutes: minutes,
      })
      .nullish(),
  ),
  rule(
    'pull_request',
    z
      .looseObject({
        allowed_merge_methods: z
          .array(z.enum(['merge', 'squash', 'rebase']))
          .min(1)
          .optional(),
        dismiss_stale_reviews_on_push: flag,
        require_code_owner_review: flag,
        require_last_push_approval: flag,
        required_approving_review_count: whole.min(0).max(10).optional(),
        required_review_thread_resolution: flag,
        dismissal_restriction: z
          .unknown()
          .optional()
          .transform(() => undefined),
        required_reviewers: z
          .unknown()
          .optional()
          .transform(() => undefined),
      })
      .nullish(),
  ),
  rule(
    'required_status_checks',
    z
      .object({
        do_not_enforce_on_create: flag,
        required_status_checks: z
          .array(z.object({ context: z.string(), integration_id: whole.nullish().transform((id) => id ?? undefined) }))
          .optional(),
        strict_required_status_checks_policy: flag,
      })
      .nullish(),
  ),
  rule('required_deployments', z.object({ required_deployment_environments: z.array(z.string()) })),
  rule('commit_message_pattern', pattern),
  rule('commit_author_email_pattern', pattern),
  rule('committer_email_pattern', pattern),
  rule('branch_name_pattern', pattern),
  rule('tag_name_pattern', pattern),
  rule('file_path_restriction', z.object({ restricted_file_paths: z.array(z.string()) })),
  rule('max_file_path_length', z.object({ max_file_path_length: whole.min(1).max(32_767) })),
  rule('file_extension_restriction', z.object({ restricted_file_extensions: z.array(z.string()) })),
  rule('max_file_size', z.object({ max_file_size: whole.min(1).max(100) })),
  rule(
    'workflows',
    z.object({
      do_not_enforce_on_create: flag,
      workflows: z.array(
        z.object({ path: z.string(), repository_id: whole, ref: z.string().optional(), sha: z.string().optional() }),
      ),
    }),
  ),
  rule(
    'code_scanning',
    z.object({
      code_scanning_tools: z.array(
        z.object({
          tool: z.string(),
          alerts_threshold: z.enum(['none', 'errors', 'errors_and_warnings', 'all']),
          security_alerts_threshold: z.enum(['none', 'critical', 'high_or_higher', 'medium_or_higher', 'all']),
        }),
      ),
    }),
  ),
]);
