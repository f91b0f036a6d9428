using Beckon.Events;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations;

/// <summary>
/// A platform or door that Beckon can be connected to: what it is able to say, how it is connected, and how its calls are read. Everything else in
/// Beckon that concerns a platform follows from this declaration.
/// </summary>
public sealed record Integration
{
    /// <summary>What its sources are of, such as <c>jane</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>What its page is called, where the platform's own papers call it something else than its name.</summary>
    public string? Title { get; init; }

    public IntegrationGroup Group { get; init; } = IntegrationGroup.Shop;

    /// <summary>One sentence for the person who chooses.</summary>
    public required string Description { get; init; }

    /// <summary>The most it says of an abandoned cart.</summary>
    public required CartAbandonment CartAbandonment { get; init; }

    /// <summary>The names of the events it sends; empty where senders choose their own.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>What the retailer may or must fill in when connecting.</summary>
    public required IReadOnlyList<IntegrationSetting> Settings { get; init; }

    /// <summary>Set for a door that an API key opens: a workspace has it once and need not connect it.</summary>
    public BuiltInSource? BuiltIn { get; init; }

    /// <summary>How the platform gets in, for the person who sets it up there.</summary>
    public required string Authentication { get; init; }

    /// <summary>What to enter at the platform, given where Beckon is.</summary>
    public required Func<Place, Connection> Connect { get; init; }

    /// <summary>How what came through its doors is read, now and in a replay.</summary>
    public required IReadOnlyList<Door> Doors { get; init; }

    /// <summary>For a platform that calls <c>POST /webhooks/{sourceId}</c>.</summary>
    public Webhook? Webhook { get; init; }

    /// <summary>Its own routes, where it has any.</summary>
    public Action<IEndpointRouteBuilder>? Map { get; init; }

    /// <summary>Its own services, where it needs any.</summary>
    public Action<IServiceCollection>? Add { get; init; }

    public string PageTitle => Title ?? Name;

    /// <summary>Whether its platform proves itself with a token that Beckon keeps.</summary>
    public bool TakesToken => Settings.Any(setting => setting.Name == IntegrationSetting.Token);
}

/// <summary>Where an integration is shown.</summary>
public enum IntegrationGroup
{
    /// <summary>Web shops, menus, tills.</summary>
    Shop,

    /// <summary>Ways in that other products have, so that what was built for them works here.</summary>
    Compatible,

    /// <summary>Beckon's own calls, for programs of one's own.</summary>
    Own,
}

/// <summary>How to read again what came through a door. Its name stays as it is, because payloads bear it.</summary>
/// <param name="Name">A name that no other door has.</param>
/// <param name="Reader">The adapter, given what the call said beside its body.</param>
public sealed record Door(string Name, Func<string?, Adapter> Reader)
{
    public Door(string name, Adapter adapt) : this(name, _ => adapt) { }
}
