using System.Text.Json;
using System.Threading.Channels;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;

namespace Beckon.Events;

/// <summary>
/// The durable way in. What is appended here is on disk when the call returns; everything that happens to it happens later, once.
/// Appends that arrive while the disk is busy are written together.
/// </summary>
public sealed class Inbox(InboxStore store, LaneSignal signal) : BackgroundService
{
    private const int MostWaiting = 8_192;
    private const int MostBytesTogether = 8 << 20;
    private const int AnsweredTogether = 32;

    private readonly Channel<Append> _appends = Channel.CreateBounded<Append>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, AllowSynchronousContinuations = false });

    /// <summary>Completes when the events are on disk. Throws when the database refuses: nothing of them is stored then.</summary>
    public Task AppendAsync(Guid workspaceId, IReadOnlyList<CanonicalEvent> events, CancellationToken ct) => AppendAsync(workspaceId, events, null, ct);

    /// <param name="workspaceId">Whose events they are.</param>
    /// <param name="events">What is to be on disk.</param>
    /// <param name="payload">The request they came in, to be kept with them; null: nothing of it is kept.</param>
    /// <param name="ct">Ends the wait for a place; what has one is written.</param>
    public async Task AppendAsync(Guid workspaceId, IReadOnlyList<CanonicalEvent> events, RawPayload? payload, CancellationToken ct)
    {
        if (events.Count == 0) return;
        var append = new Append(InboxRow.From(workspaceId, events), payload);
        await _appends.Writer.WriteAsync(append, ct);
        await append.Written.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Append>();
        try
        {
            while (await _appends.Reader.WaitToReadAsync(stoppingToken))
            {
                TakeTogether(group);
                await WriteAsync(group);
                group.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: requests that still wait get an answer too.
        }
        TakeTogether(group);
        await WriteAsync(group);
    }

    private void TakeTogether(List<Append> group)
    {
        var bytes = 0;
        while (bytes < MostBytesTogether && _appends.Reader.TryRead(out var append))
        {
            group.Add(append);
            bytes += append.Row.Events.Length + (append.Payload?.Body.Bytes.Length ?? 0);
        }
    }

    // Not cancelled by the server's stop: the senders are waiting for an answer that must be true.
    private async Task WriteAsync(List<Append> group)
    {
        if (group.Count == 0) return;
        KillPoint.Reach(KillPoint.InboxWriting);
        try
        {
            await store.WriteAsync(
                InboxRow.Join(group.Select(append => append.Row)), [.. group.Select(append => append.Payload).OfType<RawPayload>()], signal,
                CancellationToken.None);
            KillPoint.Reach(KillPoint.InboxWritten);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException or IOException)
        {
            Answer(group, exception);
            return;
        }
        foreach (var workspaceId in group.Select(append => append.Row.WorkspaceId).Distinct()) signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
        InboxMetrics.Stored(group.Sum(append => append.Row.Count));
        Answer(group, null);
    }

    // Senders get their answers one after the other, a few threads at it, rather than each with a thread that must be woken for it.
    private static void Answer(List<Append> group, Exception? refused)
    {
        foreach (var some in group.Chunk(AnsweredTogether)) ThreadPool.UnsafeQueueUserWorkItem(_ => Array.ForEach(some, append => append.Answer(refused)), null);
    }

    private sealed record Append(InboxRow Row, RawPayload? Payload)
    {
        public TaskCompletionSource Written { get; } = new();

        public void Answer(Exception? refused)
        {
            if (refused is null) Written.SetResult();
            else Written.SetException(refused);
        }
    }
}

/// <summary>A run of events of one workspace as it lies in the inbox: a JSON array in UTF-8.</summary>
public sealed record InboxRow(Guid WorkspaceId, int Count, byte[] Events)
{
    private const int MostEvents = 500;

    /// <summary>The events that were written, where they are at hand.</summary>
    public IReadOnlyList<CanonicalEvent>? Told { get; private init; }

    public static InboxRow From(Guid workspaceId, IReadOnlyList<CanonicalEvent> events) =>
        new(workspaceId, events.Count, JsonSerializer.SerializeToUtf8Bytes(events, EventJson.Default.IReadOnlyListCanonicalEvent)) { Told = events };

    /// <summary>Work that was resolved already, as it is handed to a lane of contacts.</summary>
    public static InboxRow Of(Guid workspaceId, int count, byte[] work) => new(workspaceId, count, work);

    public static List<CanonicalEvent> Read(byte[] events) => JsonSerializer.Deserialize(events, EventJson.Default.ListCanonicalEvent) ?? [];

    /// <summary>Makes few rows of many: single events that came together lie together.</summary>
    public static List<InboxRow> Join(IEnumerable<InboxRow> rows)
    {
        var joined = new List<InboxRow>();
        foreach (var workspace in rows.GroupBy(row => row.WorkspaceId))
        {
            var run = new List<InboxRow>();
            var count = 0;
            foreach (var row in workspace)
            {
                if (run.Count > 0 && count + row.Count > MostEvents)
                {
                    joined.Add(Concat(run, count));
                    run = [];
                    count = 0;
                }
                run.Add(row);
                count += row.Count;
            }
            joined.Add(Concat(run, count));
        }
        return joined;
    }

    // "[a,b]" and "[c]" become "[a,b,c]" without being read.
    private static InboxRow Concat(List<InboxRow> run, int count)
    {
        if (run.Count == 1) return run[0];
        var events = new byte[run.Sum(row => row.Events.Length - 1) + 1];
        var at = 0;
        foreach (var row in run)
        {
            row.Events.AsSpan(0, row.Events.Length - 1).CopyTo(events.AsSpan(at));
            if (at > 0) events[at] = (byte)',';
            at += row.Events.Length - 1;
        }
        events[^1] = (byte)']';
        return new InboxRow(run[0].WorkspaceId, count, events)
        {
            Told = run.TrueForAll(row => row.Told is not null) ? [.. run.SelectMany(row => row.Told ?? [])] : null,
        };
    }
}
