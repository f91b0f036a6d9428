using Beckon.Accounts;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Analytics.Operation;

/// <summary>The System page: whether the installation keeps up, and with what.</summary>
public static class SystemApi
{
    public static void MapSystem(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/system", GetAsync).WithTags("System").Requires(Permission.SettingsRead)
            .WithSummary("How the installation is doing, at this moment and over the last hour");

    private static async Task<Ok<SystemView>> GetAsync(
        Caller caller, SystemStore store, SystemHistory history, Node self, DatabaseOptions options, TimeProvider time, CancellationToken ct)
    {
        var queue = await store.ReadAsync(caller.WorkspaceId, ct);
        var (nodes, database) = (await store.NodesAsync(ct), await history.DatabaseAsync(ct));
        var (now, hour) = (time.GetUtcNow(), history.QueueOf(caller.WorkspaceId));
        var (processing, sending) = (Processing(queue, history, hour, now), Sending(queue, history, hour, now));
        var (timers, state) = (Timers(queue, history, now), SystemRules.Database(database));
        return TypedResults.Ok(new SystemView(
            now,
            SystemRules.Overall(processing.State, timers.State, sending.State, state),
            Node.Version,
            history.StartedAt,
            [.. nodes.Select(node => View(node, self))],
            new DatabaseView(state, database.Version, options.ConnectionString is null, database.Bytes, database.Connections, database.MostConnections),
            new IntakeView(history.Received.LastMinute(now), history.Received.LastHour(now), history.Received.Counts(now)),
            processing,
            timers,
            sending));
    }

    // The end of an id is random; its beginning is the time.
    private static NodeView View(NodeFacts node, Node self) =>
        new($"{node.Id:n}"[^6..], node.Name, node.Version, node.StartedAt, node.Works, node.Slots, node.Id == self.Id);

    private static ProcessingView Processing(QueueFacts queue, SystemHistory history, QueueHour hour, DateTimeOffset now) => new(
        SystemRules.Processing(queue),
        queue.Events,
        queue.MoreEvents,
        queue.OldestEvent?.TotalSeconds,
        queue.DeadLetters,
        history.Processed.LastMinute(now),
        history.Processed.LastHour(now),
        history.Processed.Counts(now),
        hour.Events.Peaks(now));

    private static TimersView Timers(QueueFacts queue, SystemHistory history, DateTimeOffset now) => new(
        SystemRules.Timers(queue), queue.Runs, queue.OldestRun?.TotalSeconds, history.TimerRuns.LastHour(now), history.TimerRuns.Counts(now));

    private static SendingView Sending(QueueFacts queue, SystemHistory history, QueueHour hour, DateTimeOffset now)
    {
        var errors = history.ProviderErrors.LastHour(now);
        return new(
            SystemRules.Sending(queue, errors),
            queue.Messages,
            queue.OldestMessage?.TotalSeconds,
            queue.Later,
            history.Sent.LastMinute(now),
            history.Sent.LastHour(now),
            errors,
            history.Sent.Counts(now),
            hour.Messages.Peaks(now));
    }
}
