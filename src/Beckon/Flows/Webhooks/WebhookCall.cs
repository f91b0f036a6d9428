using System.Text.Json.Serialization;
using Beckon.Kernel;

namespace Beckon.Flows.Webhooks;

/// <summary>A call that is due, with what is known at this moment of whom it is about.</summary>
public sealed record WebhookCall
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    public required string Url { get; init; }

    /// <summary>How often it was tried, this time included.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Which secret it is signed with.</summary>
    public int SecretVersion { get; init; }

    /// <summary>The body.</summary>
    public required WebhookBody Body { get; init; }
}

/// <summary>What a call says.</summary>
/// <param name="Id">The call's id, starting with <c>whk_</c>; the same whenever it is tried again.</param>
/// <param name="At">When the run came to the step.</param>
/// <param name="Flow">The flow.</param>
/// <param name="Step">The step's id.</param>
/// <param name="Run">The run's id, starting with <c>run_</c>.</param>
/// <param name="TriggeredAt">When what started the run happened.</param>
/// <param name="Contact">Whom it is about.</param>
/// <param name="Cart">The cart that the run is about; null: none.</param>
/// <param name="Properties">What the step says.</param>
public sealed record WebhookBody(
    string Id, DateTimeOffset At, WebhookFlow Flow, string Step, string Run, DateTimeOffset TriggeredAt, WebhookContact Contact, WebhookCart? Cart, RawJson Properties);

/// <summary>The flow of a call.</summary>
public sealed record WebhookFlow(string Id, string Name);

/// <summary>Whom a call is about.</summary>
public sealed record WebhookContact(string Id, string? Email, string? Phone, string? FirstName, string? LastName, RawJson Fields);

/// <summary>The cart of a call.</summary>
public sealed record WebhookCart(string Id, string? Url, string? Currency, decimal? Total);

/// <summary>How a call was answered.</summary>
/// <param name="Code">The HTTP status; null: there was no answer.</param>
/// <param name="Words">Why there was none.</param>
public sealed record WebhookAnswer(int? Code, string? Words);

/// <summary>What becomes of a call.</summary>
/// <param name="Status"><c>waiting</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="NextAt">When it is tried again.</param>
public sealed record WebhookOutcome(string Status, DateTimeOffset? NextAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext;
