using System.Text.Json.Serialization;
using Beckon.Events;

namespace Beckon.Flows;

/// <summary>Something that might happen, and what the flow is to send then: a test of the flow, kept with it.</summary>
/// <param name="Name">What it shows, such as “who buys within the hour gets nothing”.</param>
public sealed record FlowScenario(string Name)
{
    /// <summary>The day of the week on which it begins.</summary>
    public DayOfWeek Day { get; init; } = DayOfWeek.Monday;

    /// <summary>The time of that day, where the shop is.</summary>
    public TimeOnly At { get; init; } = new(10, 0);

    /// <summary>To whom it happens.</summary>
    public ScenarioPerson Who { get; init => field = value ?? new(); } = new();

    /// <summary>What happens to them.</summary>
    public IReadOnlyList<ScenarioEvent> Happens { get; init => field = value ?? []; } = [];

    /// <summary>The messages that are to be sent, and no others.</summary>
    public IReadOnlyList<ScenarioMessage> Expects { get; init => field = value ?? []; } = [];
}

/// <summary>Somebody who is made up.</summary>
public sealed record ScenarioPerson
{
    /// <summary>Whether they agreed to e-mail.</summary>
    public bool Subscribed { get; init; } = true;

    /// <summary>Whether they agreed to text messages.</summary>
    public bool SubscribedToSms { get; init; } = true;

    /// <summary>Where they are, by the IANA name of the zone; null: where the shop is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>Their tags, by name.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The lists that they are on, by id.</summary>
    public IReadOnlyList<string> Lists { get; init => field = value ?? []; } = [];

    /// <summary>Their custom fields.</summary>
    public IReadOnlyList<FieldValue> Fields { get; init => field = value ?? []; } = [];

    /// <summary>The ways that chance takes with them, where the flow splits at random; a way that is not said is always the same.</summary>
    public IReadOnlyList<ScenarioDraw> Drawn { get; init => field = value ?? []; } = [];
}

/// <summary>What chance does at a random split.</summary>
/// <param name="Step">Which split.</param>
/// <param name="Share">The name of the way that is taken.</param>
public sealed record ScenarioDraw(string Step, string Share);

/// <summary>Something that happens in a scenario.</summary>
/// <param name="Event">The event's name.</param>
/// <param name="After">How long after the beginning; less than 0: before it.</param>
public sealed record ScenarioEvent(string Event, Duration After)
{
    /// <summary>Its status, of events that have one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>The cart that it is of; what is called the same is the same cart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cart { get; init; }

    /// <summary>The order that it is of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScenarioOrder? Order { get; init; }

    /// <summary>What it says.</summary>
    public IReadOnlyList<EmittedProperty> Properties { get; init => field = value ?? []; } = [];
}

/// <summary>An order in a scenario.</summary>
/// <param name="Name">What is called the same is the same order.</param>
/// <param name="Status">How it stands from then on.</param>
public sealed record ScenarioOrder(string Name, OrderStatus Status)
{
    /// <summary>What it comes to, in the workspace's currency.</summary>
    public decimal Total { get; init; }
}

/// <summary>A message that is to be sent.</summary>
/// <param name="Step">The step that sends it.</param>
public sealed record ScenarioMessage(string Step)
{
    /// <summary>How long after the beginning; null: whenever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Duration? After { get; init; }
}
