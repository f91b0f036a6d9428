using Beckon.Accounts;
using Beckon.Audiences;
using Beckon.Audiences.Membership;
using Beckon.Campaigns;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Events.Discoveries;
using Beckon.Flows;
using Beckon.Identity;
using Beckon.Pipeline;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Beckon.Storage.Months;
using Beckon.Templates;
using Beckon.Tests.Audiences;
using Beckon.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OurSource = Beckon.Events.Source;

namespace Beckon.Tests.Pipeline;

/// <summary>A workspace on a real database whose events are processed when the test says so, in batches of the size it says.</summary>
public sealed class PipelineWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<Guid, string> NoPoison = [];

    private readonly TestDatabase _database;
    private readonly LaneLeases _leases;
    private readonly bool _owner;
    private readonly JustArrived _arrived = new(TimeProvider.System);
    private int _count;

    private PipelineWorld(TestDatabase database, LaneLeases leases, bool owner)
    {
        _database = database;
        _leases = leases;
        _owner = owner;
        Flows = new FlowStore(Time);
        Rules = new SendingRulesStore(database.Source, new Audit(database.Source, Time), Time);
        Signal = new LaneSignal(leases, new WorkLines());
        var books = new AudienceBooks();
        var memberships = new Memberships(books, Time);
        Audiences = new AudienceWorld(this, database.Source, books, memberships);
        Processor = new Processor(
            database.Source, new Effects(memberships, new FlowReactions(Flows, Rules, Time), Time), new KnownPeople(Time), new SeenKeysMemory(Time), new Backlogs(leases, new PipelineOptions()), new ReadAhead(database.Source, _arrived), _arrived,
            new Discovery(database.Source, Time, NullLogger<Discovery>.Instance), Signal, Time);
        Timers = new Timers(database.Source, Flows, Rules, Signal, Time);
        IdleCarts = new IdleCarts(database.Source, new RetentionOptions(), Signal, Time);
    }

    public LaneSignal Signal { get; }

    public Guid WorkspaceId { get; } = Guid.CreateVersion7();

    public Guid SourceId { get; } = Guid.CreateVersion7();

    public FakeTime Time { get; } = new(Start);

    public FlowStore Flows { get; }

    public SendingRulesStore Rules { get; }

    public Processor Processor { get; }

    public Timers Timers { get; }

    public IdleCarts IdleCarts { get; }

    public AudienceWorld Audiences { get; }

    public NpgsqlDataSource Source => _database.Source;

    public TestDatabase Database => _database;

    public static async Task<PipelineWorld> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var node = new Node(Guid.CreateVersion7(), Works: true, Start);
        var leases = new LaneLeases(database.Source, node, TimeProvider.System, NullLogger<LaneLeases>.Instance);
        var held = leases.ChangedAsync(CancellationToken.None);
        await leases.StartAsync(CancellationToken.None);
        await held;
        return await OpenAsync(new PipelineWorld(database, leases, owner: true));
    }

    /// <summary>A world whose lanes are those of <see cref="TestNode"/>s: nothing is processed until one is started.</summary>
    public static async Task<PipelineWorld> CreateForNodesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var node = new Node(Guid.CreateVersion7(), Works: false, Start);
        return await OpenAsync(new PipelineWorld(database, new LaneLeases(database.Source, node, TimeProvider.System, NullLogger<LaneLeases>.Instance), owner: true));
    }

    /// <summary>Another workspace in the same database. Dispose of the first world last.</summary>
    public Task<PipelineWorld> NeighbourAsync() => OpenAsync(new PipelineWorld(_database, _leases, owner: false));

    private static async Task<PipelineWorld> OpenAsync(PipelineWorld world)
    {
        await world.RunAsync(
            """
            insert into workspace (id, uid, name, time_zone, currency, country, created_at)
            values ($1, $2, 'Test shop', 'UTC', 'USD', 'US', now())
            """,
            world.WorkspaceId,
            BitConverter.ToInt64(world.WorkspaceId.ToByteArray(), 8) & long.MaxValue);
        return world;
    }

    /// <summary>An event of this world's source; each call is one minute later unless told otherwise.</summary>
    public CanonicalEvent Event(string name, Func<CanonicalEvent, CanonicalEvent>? with = null)
    {
        var at = Start.AddMinutes(_count++);
        if (at > Time.GetUtcNow()) Time.Advance(at - Time.GetUtcNow());
        var e = new CanonicalEvent
        {
            Id = Guid.CreateVersion7(at),
            SourceId = SourceId,
            MessageId = $"m{_count}",
            Name = name,
            OccurredAt = at,
            ReceivedAt = at,
        };
        return with is null ? e : with(e);
    }

    public CanonicalEvent Abandoned(string email, string cart, DateTimeOffset? at = null) => Event(EventNames.CartAbandoned, e => e with
    {
        OccurredAt = at ?? e.OccurredAt,
        Who = new Identifiers { Email = email },
        Cart = new CartChange { ExternalId = cart, Status = CartStatus.Abandoned, Items = [new LineItem { ProductId = "p1", Price = 12 }] },
    });

    public CanonicalEvent Ordered(string email, string order, OrderStatus status, decimal total = 50) => Event(EventNames.OfOrder(status), e => e with
    {
        Who = new Identifiers { Email = email },
        Order = new OrderChange { ExternalId = order, Status = status, Total = total, Currency = "USD", PlacedAt = e.OccurredAt },
    });

    public CanonicalEvent Feedback(string name, Guid message) =>
        Event(name, e => e with { SourceId = OurSource.Own, Feedback = new MessageFeedback(message) });

    public async Task SendAsync(params CanonicalEvent[] events)
    {
        await ReceiveAsync(events);
        await ProcessAsync();
    }

    /// <summary>Takes events in and leaves them waiting.</summary>
    public Task ReceiveAsync(params CanonicalEvent[] events) =>
        new InboxStore(Source, _arrived).WriteAsync([InboxRow.From(WorkspaceId, events)], Signal, CancellationToken.None);

    /// <summary>Enters the lane of arrivals, or another.</summary>
    public LaneHold Enter(LaneKind kind = LaneKind.Arrivals) =>
        _leases.TryEnter(new Lane(WorkspaceId, kind)) ?? throw new InvalidOperationException("The lane is another node's.");

    public async Task ProcessAsync()
    {
        using var hold = Enter();
        while ((await Processor.ProcessAsync(hold, 2_000, NoPoison, CancellationToken.None)).Events > 0)
        {
        }
    }

    /// <summary>Lets go on what is due now, once.</summary>
    public async Task<Fired> FireAsync()
    {
        using var hold = Enter(LaneKind.Timers);
        return await Timers.FireAsync(hold, CancellationToken.None);
    }

    /// <summary>Moves the clock to the moment, where it is still before, and tells of the carts that were left alone until then; how many.</summary>
    public async Task<int> LeaveAloneAsync(DateTimeOffset until)
    {
        if (until > Time.GetUtcNow()) Time.Advance(until - Time.GetUtcNow());
        var told = 0;
        using (var hold = Enter(LaneKind.Timers))
        {
            while (await IdleCarts.TellAsync(hold, CancellationToken.None) is { Carts: > 0 } some) told += some.Carts;
        }
        await ProcessAsync();
        return told;
    }

    /// <summary>Moves the clock to the moment, where it is still before, and lets go on what is due by then.</summary>
    public async Task FireAsync(DateTimeOffset at)
    {
        if (at > Time.GetUtcNow()) Time.Advance(at - Time.GetUtcNow());
        while ((await FireAsync()).Runs > 0)
        {
        }
    }

    /// <summary>An Abandoned Cart campaign that is live and sends so many minutes after the abandonment.</summary>
    public async Task<Guid> GoLiveAsync(int delayMinutes = 0)
    {
        var (campaign, flow, content) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var connection = await Source.OpenConnectionAsync();
        await FlowStore.CreateAsync(connection, WorkspaceId, flow, "Abandoned cart", Start, CancellationToken.None);
        await FlowStore.PublishAsync(
            connection, WorkspaceId, flow, CampaignFlow.OfAbandonedCart(campaign, content, TemplateChannel.Email, new CampaignSettings(delayMinutes)), Start, CancellationToken.None);
        Flows.Forget(WorkspaceId);
        return campaign;
    }

    public async Task<int> RunAsync(string sql, params object[] values)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await Command(connection, sql, values).RunAsync(CancellationToken.None);
    }

    /// <summary>Rows as text, columns joined by a space; <c>$1</c> is the workspace.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await Command(connection, sql, [WorkspaceId]).ReadAsync(
            row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))),
            CancellationToken.None);
    }

    public async Task<Guid> OneIdAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await Command(connection, sql, [WorkspaceId]).ReadAsync(row => row.GetGuid(0), CancellationToken.None)).ShouldHaveSingleItem();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = connection.Command(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_owner) return;
        await _leases.StopAsync(CancellationToken.None);
        _leases.Dispose();
        await _database.DisposeAsync();
    }
}
