using Beckon.Events;
using Beckon.Integrations.Doors;

namespace Beckon.Integrations;

/// <summary>A connected source, without its secrets.</summary>
/// <param name="Id">Starts with <c>src_</c>.</param>
/// <param name="Kind">Of which integration it is.</param>
/// <param name="Name">As the retailer calls it.</param>
/// <param name="CartAbandonment">What it says of abandoned carts, as far as it has shown; the product feed needs <c>dynamic</c>.</param>
/// <param name="Settings">What was filled in.</param>
/// <param name="HasSigningSecret">Whether unsigned calls are refused.</param>
/// <param name="SecretsKept">The settings whose secrets are kept; their values are never shown.</param>
/// <param name="CreatedAt">When it was connected first.</param>
/// <param name="LastEventAt">When it last sent something, to ten seconds; null when it never has.</param>
/// <param name="Health">What it asked in the last 24 hours, and what was refused.</param>
/// <param name="Connection">What to enter at the platform; null when its integration is no more.</param>
public sealed record SourceView(
    string Id,
    string Kind,
    string Name,
    CartAbandonment CartAbandonment,
    IReadOnlyDictionary<string, string> Settings,
    bool HasSigningSecret,
    IReadOnlyList<string> SecretsKept,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastEventAt,
    SourceHealthView Health,
    Connection? Connection);

/// <summary>A source that has just been connected.</summary>
/// <param name="Source">The source.</param>
/// <param name="Token">What the platform sends to prove itself: shown this once. Null for a door that API keys open.</param>
public sealed record SourceConnected(SourceView Source, string? Token);

/// <summary>A platform to connect.</summary>
/// <param name="Kind">One of GET /api/integrations.</param>
/// <param name="Name">Tells it from others of its kind; the integration's name when it is left out.</param>
/// <param name="Settings">As the integration asks for.</param>
/// <param name="Token">What the platform will send, at least 16 characters; made when it is left out.</param>
/// <param name="SigningSecret">The key of the platform's signatures; unsigned calls are refused then.</param>
/// <param name="Secrets">Further secrets that the integration asks for, by the names of its settings.</param>
public sealed record SourceRequest(
    string? Kind = null,
    string? Name = null,
    IReadOnlyDictionary<string, string?>? Settings = null,
    string? Token = null,
    string? SigningSecret = null,
    IReadOnlyDictionary<string, string?>? Secrets = null);

/// <summary>What is to change of a source; what is left out stays.</summary>
/// <param name="Name">As the retailer calls it.</param>
/// <param name="Settings">All settings as they are to be.</param>
/// <param name="SigningSecret">The new key of the platform's signatures; an empty text means that calls are not signed any more.</param>
/// <param name="Secrets">New secrets by the names of the integration's settings; an empty text forgets one, and what is not named stays.</param>
public sealed record SourcePatch(
    string? Name = null,
    IReadOnlyDictionary<string, string?>? Settings = null,
    string? SigningSecret = null,
    IReadOnlyDictionary<string, string?>? Secrets = null);

/// <param name="Token">At least 16 characters; made when it is left out.</param>
public sealed record TokenRequest(string? Token = null);

/// <param name="Token">What the platform sends from now on; the old one is refused. It is shown this once.</param>
public sealed record TokenChanged(string Token);

/// <summary>An integration, and whether the workspace uses it.</summary>
/// <param name="Kind">Its name in requests.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Title">What its page is called.</param>
/// <param name="Group">Where it is shown.</param>
/// <param name="Description">What it brings.</param>
/// <param name="CartAbandonment">The least that connecting it brings of abandoned carts.</param>
/// <param name="Events">The events it sends; empty where senders choose their own.</param>
/// <param name="Settings">What to fill in when connecting.</param>
/// <param name="OpenedByKey">Whether API keys open it: a workspace has it once, without connecting.</param>
/// <param name="TakesToken">Whether its platform sends a token that is made or set when connecting.</param>
/// <param name="Connected">Whether the workspace has a source of it.</param>
public sealed record IntegrationView(
    string Kind,
    string Name,
    string Title,
    IntegrationGroup Group,
    string Description,
    CartAbandonment CartAbandonment,
    IReadOnlyList<string> Events,
    IReadOnlyList<IntegrationSetting> Settings,
    bool OpenedByKey,
    bool TakesToken,
    bool Connected);
