using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>A draft tried out on what has happened.</summary>
public sealed record FlowSimulation
{
    public required Guid Id { get; init; }
    public required Guid FlowId { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>What messages cost.</summary>
    public MessagePrices Prices { get; init; } = new(null, null);

    /// <summary>Whether history that was loaded counts as if it had come when it happened.</summary>
    public bool Loaded { get; init; }

    public SimulationStatus Status { get; init; }

    /// <summary>How many contacts.</summary>
    public int Total { get; init; }

    /// <summary>How many of them have been gone through.</summary>
    public int Done { get; init; }

    public SimulationResult? Result { get; init; }
    public string? Fault { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset TouchedAt { get; init; }
}

/// <summary>What messages cost, in the workspace's currency.</summary>
/// <param name="ThousandEmails">A thousand e-mails; null: it was not said.</param>
/// <param name="Text">One text message, all its parts together; null: it was not said.</param>
public sealed record MessagePrices(decimal? ThousandEmails, decimal? Text)
{
    /// <summary>What some messages cost; null where no price was said.</summary>
    public decimal? Of(int emails, int texts) => ThousandEmails is null && Text is null
        ? null
        : Math.Round(emails * (ThousandEmails ?? 0) / 1000 + texts * (Text ?? 0), 2);
}

/// <summary>How far a simulation is.</summary>
public enum SimulationStatus
{
    Running,
    Done,
    Failed,
}

/// <summary>What to try a draft on.</summary>
/// <param name="Days">The last so many days, 1 to 90.</param>
/// <param name="PricePerThousand">What a thousand e-mails cost, in the workspace's currency; nothing is estimated where no price is said.</param>
/// <param name="Loaded">Whether history that was loaded counts as if it had come when it happened; else it starts nothing, as it did.</param>
/// <param name="PricePerText">What one text message costs, all its parts together, in the workspace's currency.</param>
public sealed record NewSimulation(int Days = 30, decimal? PricePerThousand = null, bool Loaded = true, decimal? PricePerText = null);

/// <summary>Whom to try a draft on.</summary>
/// <param name="Contact">The contact's id.</param>
/// <param name="Days">The last so many days, 1 to 90.</param>
/// <param name="Loaded">Whether history that was loaded counts as if it had come when it happened; else it starts nothing, as it did.</param>
public sealed record ContactSimulation(string Contact, int Days = 30, bool Loaded = true);

/// <summary>A simulation.</summary>
/// <param name="Id">Starts with <c>sim_</c>.</param>
/// <param name="Status">How far it is.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when.</param>
/// <param name="Done">How many contacts have been gone through.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Fault">Why it failed.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="Result">What the flow would have done; null until it is known.</param>
public sealed record SimulationView(
    string Id, SimulationStatus Status, DateTimeOffset From, DateTimeOffset Until, int Done, int Total, string? Fault, DateTimeOffset CreatedAt, SimulationResult? Result)
{
    // Nobody is working on one that has not been heard of for so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static SimulationView Of(FlowSimulation one, DateTimeOffset now)
    {
        var lost = one.Status == SimulationStatus.Running && now - one.TouchedAt > Patience;
        return new(
            Ids.Out(Ids.Simulation, one.Id), lost ? SimulationStatus.Failed : one.Status, one.From, one.Until, one.Done, one.Total,
            lost ? "Beckon was stopped in the middle. Start it again." : one.Fault, one.CreatedAt, one.Result);
    }
}

/// <summary>The simulations of a flow.</summary>
/// <param name="Items">The latest first, with the result of that one.</param>
public sealed record SimulationList(IReadOnlyList<SimulationView> Items);

/// <summary>Runs that were simulated.</summary>
/// <param name="Items">The latest trigger first.</param>
public sealed record SimulatedRuns(IReadOnlyList<SimulatedRun> Items);
