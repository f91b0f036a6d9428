using Beckon.Accounts;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>Makes, edits and deletes audiences, each in one transaction with its audit entry, and answers questions about filters.</summary>
public sealed class AudienceDesk(NpgsqlDataSource database, WorkspaceStore workspaces, AudienceWorker worker, Audit audit, TimeProvider time)
{
    public NpgsqlDataSource Database => database;

    /// <summary>What a workspace has that filters name.</summary>
    public static async Task<FilterContext> ContextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => new(
        (await FieldStore.ListAsync(connection, workspaceId, ct)).ToDictionary(field => field.Key, StringComparer.Ordinal),
        (await GroupStore.NamesAsync(connection, workspaceId, GroupKind.List, ct)).ToDictionary(list => Ids.Out(Ids.List, list.Id), list => list.Name, StringComparer.Ordinal),
        await AudienceStore.FiltersAsync(connection, workspaceId, ct));

    /// <summary>Checks a filter, of an audience that is there or is yet to be.</summary>
    public static async Task<FilterContext> CheckAsync(NpgsqlConnection connection, Guid workspaceId, Filter filter, Guid? self, Faults faults, CancellationToken ct)
    {
        var context = await ContextAsync(connection, workspaceId, ct);
        FilterRules.Check(filter, context, faults);
        if (self is { } id && faults.None && context.Meanings.LeadsBack(filter, id))
            faults.Add("filter", "This audience would be in itself. Take the condition out that leads back to it.");
        return context;
    }

    /// <summary>The zone in which a workspace's days begin, and the moment at which a filter is asked now.</summary>
    public async Task<(Today Today, TimeZoneInfo Zone)> TodayAsync(Guid workspaceId, CancellationToken ct)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await workspaces.GetAsync(workspaceId, ct)).TimeZone);
        return (new Today(time.GetUtcNow(), zone), zone);
    }

    /// <summary>Why a contact fits or does not; null when there is no such contact.</summary>
    public async Task<Explanation?> ExplainAsync(
        NpgsqlConnection connection, Guid workspaceId, FilterContext context, Filter filter, Guid contact, CancellationToken ct)
    {
        var (today, zone) = await TodayAsync(workspaceId, ct);
        var meaning = context.Meanings.Of(filter);
        var facts = await FactStore.LoadAsync(connection, workspaceId, [contact], FactsNeeded.Of([meaning], today), ct);
        return facts.TryGetValue(contact, out var known) ? new Explainer(known, today, context, zone).Explain(meaning) : null;
    }

    /// <summary>Null when there is one of this name.</summary>
    public async Task<Audience?> AddAsync(Caller caller, string name, string description, Filter filter, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var audience = new Audience
        {
            Id = Ids.New(time),
            Number = await AudienceStore.TurnPageAsync(connection, caller.WorkspaceId, ct),
            Name = name,
            Description = description,
            Filter = filter,
            CreatedAt = now,
            UpdatedAt = now,
            BuildSeen = 0,
        };
        if (!await AudienceStore.AddAsync(connection, caller.WorkspaceId, audience, ct)) return null;
        await audit.WriteAsync(connection, caller, "audience.added", Ids.Out(Ids.Audience, audience.Id), new { name }, ct);
        await transaction.CommitAsync(ct);
        worker.Ask();
        return audience;
    }

    /// <summary>Writes an edit. A new filter is worked out for everybody in the background, with all audiences that it is part of.</summary>
    public async Task<EditOutcome> EditAsync(Caller caller, Audience audience, Audience edited, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            if (!await AudienceStore.EditAsync(connection, caller.WorkspaceId, edited with { UpdatedAt = time.GetUtcNow() }, ct)) return EditOutcome.Stale;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return EditOutcome.NameTaken;
        }
        if (FilterJson.Write(audience.Filter) != FilterJson.Write(edited.Filter))
        {
            var all = await AudienceStore.FiltersAsync(connection, caller.WorkspaceId, ct);
            var meanings = new Meanings(all);
            var concerned = all.Where(one => one.Id == audience.Id || meanings.LeadsBack(one.Filter, audience.Id)).Select(one => one.Id);
            await AudienceStore.RebuildAsync(connection, caller.WorkspaceId, [.. concerned], quiet: true, ct);
        }
        await AudienceStore.TurnPageAsync(connection, caller.WorkspaceId, ct);
        await audit.WriteAsync(connection, caller, "audience.edited", Ids.Out(Ids.Audience, audience.Id), new { edited.Name }, ct);
        await transaction.CommitAsync(ct);
        worker.Ask();
        return EditOutcome.Done;
    }

    /// <summary>The names of the audiences that it is part of: while there are any it cannot go. Empty when it is gone.</summary>
    public async Task<IReadOnlyList<string>> DeleteAsync(Caller caller, Audience audience, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AudienceStore.TurnPageAsync(connection, caller.WorkspaceId, ct);
        var id = Ids.Out(Ids.Audience, audience.Id);
        var users = (await AudienceStore.FiltersAsync(connection, caller.WorkspaceId, ct)).Where(one => one.Filter.Audiences().Contains(id)).Select(one => one.Name).ToList();
        if (users.Count > 0) return users;
        await AudienceStore.DeleteAsync(connection, caller.WorkspaceId, audience.Id, time.GetUtcNow(), ct);
        await audit.WriteAsync(connection, caller, "audience.deleted", id, new { audience.Name }, ct);
        await transaction.CommitAsync(ct);
        worker.Ask();
        return [];
    }

    /// <summary>A list with those who are in the audience now; null when there is a list of this name.</summary>
    public async Task<ContactGroup?> SnapshotAsync(Caller caller, Audience audience, string name, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await GroupStore.AddAsync(connection, caller.WorkspaceId, GroupKind.List, name, now, ct) is not { } list) return null;
        var members = await AudienceReadStore.CopyToListAsync(connection, caller.WorkspaceId, audience.Id, list, now, ct);
        await audit.WriteAsync(connection, caller, "audience.kept_as_list", Ids.Out(Ids.Audience, audience.Id), new { name, members }, ct);
        await transaction.CommitAsync(ct);
        return new ContactGroup(list, GroupKind.List, name, members, now);
    }
}

/// <summary>What became of an edit.</summary>
public enum EditOutcome
{
    Done,

    /// <summary>Somebody else was faster.</summary>
    Stale,

    NameTaken,
}
