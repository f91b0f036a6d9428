using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Events.DeadLetters;

/// <summary>Edits dead letters, puts them back and dismisses them, each in one transaction with its audit entry.</summary>
public sealed class DeadLetterDesk(NpgsqlDataSource database, LaneSignal signal, Audit audit, TimeProvider time)
{
    private const int Together = 500;

    public NpgsqlDataSource Database => database;

    public async Task<DeadLetter?> FindAsync(Caller caller, string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Event, id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await DeadLetterListStore.FindAsync(connection, caller.WorkspaceId, known, ct);
    }

    /// <summary>The letter with the edited event; null when somebody else was faster, or when there are faults.</summary>
    public async Task<DeadLetter?> EditAsync(Caller caller, DeadLetter letter, JsonElement json, Faults faults, CancellationToken ct)
    {
        if (DeadLetterRules.Read(json, Read(letter.Event), faults) is not { } edited) return null;
        var next = letter with
        {
            Event = Write(edited),
            Name = edited.Name,
            Edits = letter.Edits + 1,
            EditedAt = time.GetUtcNow(),
            EditedBy = caller.Actor,
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await DeadLetterListStore.EditAsync(connection, caller.WorkspaceId, next, letter.Edits, ct)) return null;
        await audit.WriteAsync(connection, caller, "dead_letter.edited", Ids.Out(Ids.Event, letter.Id), new { letter.Name, letter.Reason, next.Edits }, ct);
        await transaction.CommitAsync(ct);
        return next;
    }

    /// <summary>Puts one back; false when it is gone.</summary>
    public async Task<bool> ReplayAsync(Caller caller, DeadLetter letter, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var taken = await DeadLetterListStore.TakeOneAsync(connection, caller.WorkspaceId, letter.Id, ct);
        if (taken.Count == 0) return false;
        await PutBackAsync(connection, caller.WorkspaceId, taken, ct);
        await audit.WriteAsync(connection, caller, "dead_letter.replayed", Ids.Out(Ids.Event, letter.Id), new { letter.Name, letter.Reason }, ct);
        await transaction.CommitAsync(ct);
        signal.Ring(new Lane(caller.WorkspaceId, LaneKind.Arrivals));
        return true;
    }

    /// <summary>Puts back what fits, at most so many; how many those were. The filter's moment keeps what fails again from being put back twice.</summary>
    public async Task<long> ReplayAsync(Caller caller, DeadLetterFilter filter, int most, CancellationToken ct)
    {
        var replayed = 0L;
        while (replayed < most)
        {
            var some = await ReplaySomeAsync(caller, filter, (int)Math.Min(Together, most - replayed), ct);
            if (some == 0) break;
            replayed += some;
        }
        return replayed;
    }

    public async Task<bool> DismissAsync(Caller caller, DeadLetter letter, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if ((await DeadLetterListStore.TakeOneAsync(connection, caller.WorkspaceId, letter.Id, ct)).Count == 0) return false;
        await audit.WriteAsync(
            connection, caller, "dead_letter.dismissed", Ids.Out(Ids.Event, letter.Id), new { letter.Name, letter.Reason, letter.ReceivedAt }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // The letter is gone and the event waits, or neither: a crash loses nothing and doubles nothing.
    private async Task<int> ReplaySomeAsync(Caller caller, DeadLetterFilter filter, int most, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var taken = await DeadLetterListStore.TakeAsync(connection, caller.WorkspaceId, filter, most, ct);
        if (taken.Count == 0) return 0;
        await PutBackAsync(connection, caller.WorkspaceId, taken, ct);
        await audit.WriteAsync(
            connection, caller, "dead_letters.replayed", Ids.Out(Ids.Workspace, caller.WorkspaceId), new { taken.Count, filter.Reason, filter.Name }, ct);
        await transaction.CommitAsync(ct);
        signal.Ring(new Lane(caller.WorkspaceId, LaneKind.Arrivals));
        return taken.Count;
    }

    private async Task PutBackAsync(NpgsqlConnection connection, Guid workspaceId, List<TakenLetter> taken, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var events = taken.ConvertAll(letter => Read(letter.Event) with { Retry = new(letter.Attempts, now) });
        events.Sort((one, other) => one.Id.CompareTo(other.Id));
        await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, events)], ct);
        await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
    }

    private static CanonicalEvent Read(byte[] json) =>
        JsonSerializer.Deserialize(json, EventJson.Default.CanonicalEvent) ?? throw new JsonException("A dead letter holds no event.");

    private static byte[] Write(CanonicalEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CanonicalEvent);
}
