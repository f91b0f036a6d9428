using Beckon.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Flows.Webhooks;

/// <summary>The secret that the calls of a workspace are signed with.</summary>
public static class WebhooksApi
{
    public static void MapWebhookRoutes(this IEndpointRouteBuilder routes)
    {
        var secret = routes.MapGroup("/api/webhook-secret").WithTags("Webhooks");
        secret.MapGet("", GetAsync).Requires(Permission.SettingsWrite).WithSummary("What the calls of webhooks are signed with");
        secret.MapPost("change", ChangeAsync).Requires(Permission.SettingsWrite).WithSummary("Sign with a new secret, and for the time being with the one before as well");
    }

    private static async Task<Ok<WebhookSecret>> GetAsync(Caller caller, NpgsqlDataSource database, WebhookSigner signer, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return TypedResults.Ok(new WebhookSecret(signer.Secret(caller.WorkspaceId, await WebhookStore.SecretVersionAsync(connection, caller.WorkspaceId, ct))));
    }

    private static async Task<Ok<WebhookSecret>> ChangeAsync(Caller caller, NpgsqlDataSource database, WebhookSigner signer, Audit audit, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var version = await WebhookStore.ChangeSecretAsync(connection, caller.WorkspaceId, time.GetUtcNow(), ct);
        await audit.WriteAsync(connection, caller, "webhook_secret.changed", "webhook_secret", details: null, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new WebhookSecret(signer.Secret(caller.WorkspaceId, version)));
    }
}

/// <summary>The secret that calls are signed with.</summary>
/// <param name="Secret">Starts with <c>whsec_</c>, as libraries of Standard Webhooks take it.</param>
public sealed record WebhookSecret(string Secret);
