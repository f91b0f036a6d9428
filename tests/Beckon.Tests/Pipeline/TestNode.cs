using Beckon.Accounts;
using Beckon.Audiences;
using Beckon.Audiences.Membership;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Events.Discoveries;
using Beckon.Flows;
using Beckon.Identity;
using Beckon.Pipeline;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Beckon.Tests.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Pipeline;

/// <summary>A node that processes events beside others on one database, until it is killed.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _source;
    private readonly List<BackgroundService> _services;
    private bool _killed;

    private TestNode(TestDatabase database, PipelineOptions options)
    {
        _database = database;
        Node = new Node(Guid.CreateVersion7(), Works: true, TimeProvider.System.GetUtcNow());
        _source = DatabaseOptions.Source(database.ConnectionString, Node.ApplicationName);
        var time = TimeProvider.System;
        Leases = new LaneLeases(_source, Node, time, NullLogger<LaneLeases>.Instance);
        var lines = new WorkLines();
        Signal = new LaneSignal(Leases, lines);
        var effects = new Effects(new Memberships(new AudienceBooks(), time), new FlowReactions(new FlowStore(time), new SendingRulesStore(_source, new Audit(_source, time), time), time), time);
        var discovery = new Discovery(_source, time, NullLogger<Discovery>.Instance);
        var arrived = new JustArrived(time);
        var processor = new Processor(_source, effects, new KnownPeople(time), new SeenKeysMemory(time), new Backlogs(Leases, options), new ReadAhead(_source, arrived), arrived, discovery, Signal, time);
        Inbox = new InboxStore(_source, arrived);
        _services =
        [
            Leases,
            new Listener(
                _source, [new Heard(SlotStore.Notification, _ => Leases.BeatNow()), new Heard(LaneSignal.Notification, Signal.Hear)], time,
                NullLogger<Listener>.Instance),
            new PipelineWorker(
                processor, Errands, [], Inbox, lines, Leases, Signal, new EventFeed(), new WorkspaceStore(_source, new Audit(_source, time), time), options, time,
                NullLogger<PipelineWorker>.Instance),
        ];
    }

    public Node Node { get; }

    public LaneLeases Leases { get; }

    public LaneSignal Signal { get; }

    public InboxStore Inbox { get; }

    public Errands Errands { get; } = new(NullLogger<Errands>.Instance);

    public static async Task<TestNode> StartAsync(TestDatabase database, PipelineOptions options)
    {
        var node = new TestNode(database, options);
        foreach (var service in node._services) await service.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Takes events in, as a door of this node does.</summary>
    public async Task SendAsync(Guid workspaceId, params CanonicalEvent[] events)
    {
        await Inbox.WriteAsync([InboxRow.From(workspaceId, events)], Signal, CancellationToken.None);
        Signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
    }

    /// <summary>It is gone in the middle of what it was doing, and the others have noticed.</summary>
    public async Task KillAsync()
    {
        _killed = true;
        await using (var connection = await _database.Source.OpenConnectionAsync())
        {
            await connection.Command("update node set expires_at = now() - interval '1 second' where id = $1").With(Node.Id).RunAsync(CancellationToken.None);
            await connection.Command("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1").With(Node.ApplicationName).RunAsync(CancellationToken.None);
        }
        await _source.DisposeAsync();
        foreach (var service in _services) await StopAsync(service);
    }

    public async ValueTask DisposeAsync()
    {
        if (_killed) return;
        foreach (var service in Enumerable.Reverse(_services)) await service.StopAsync(CancellationToken.None);
        await _source.DisposeAsync();
    }

    // Its connections are gone: it can give nothing back.
    private static async Task StopAsync(BackgroundService service)
    {
        try
        {
            await service.StopAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or NpgsqlException)
        {
            // As a dead node would.
        }
    }
}
