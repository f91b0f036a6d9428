using System.Text.Json;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Identity;

/// <summary>Loads what must be known in full of contacts that may be merged or taken apart. Most batches have none.</summary>
public static class DetailStore
{
    /// <summary>For the events of a batch, whose people are loaded.</summary>
    public static async Task LoadAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, People people, CancellationToken ct)
    {
        if (Concerned(events, people) is { Count: > 0 } concerned) await LoadAsync(connection, workspaceId, concerned, people, ct);
        if (events.Exists(e => e.Decision is not null)) await LoadMergesAsync(connection, workspaceId, events, people, ct);
    }

    // Contacts that events may join to another, or contradict. Where an event names more than what one contact is known by, what it names may become
    // one, with what other such events of the batch name.
    private static HashSet<Guid> Concerned(List<CanonicalEvent> events, People people)
    {
        var concerned = new HashSet<Guid>();
        var together = new Together();
        foreach (var e in events)
        {
            var told = e.Who.ContactId is { } id ? people.Find(id) : null;
            if (e.Decision is { } decision)
            {
                if (told is not null) concerned.Add(told.Id);
                if (people.Find(decision.Other) is { } other) concerned.Add(other.Id);
                continue;
            }
            var identifiers = Identifier.Of(e);
            if (!AreOnes(identifiers, told, people)) together.Add(identifiers, told, people);
        }
        concerned.UnionWith(together.Concerned());
        return concerned;
    }

    // Whether one contact has all of them: then there is nothing to join.
    private static bool AreOnes(List<Identifier> identifiers, Contact? told, People people)
    {
        var only = told?.Id;
        foreach (var identifier in identifiers)
        {
            if (people.OwnerOf(identifier) is not { } owner) return false;
            only ??= owner.Id;
            if (owner.Id != only) return false;
        }
        return true;
    }

    private static async Task LoadAsync(NpgsqlConnection connection, Guid workspaceId, HashSet<Guid> contacts, People people, CancellationToken ct)
    {
        Guid[] ids = [.. contacts];
        await connection
            .Command("select contact_id, kind, scope, value from contact_identifier where workspace_id = $1 and contact_id = any($2) order by created_at, kind, value")
            .With(workspaceId).With(ids)
            .ReadAsync(
                row =>
                {
                    people.Details.Load(new Identifier(row.GetString(1), row.GetGuid(2), row.GetString(3)), row.GetGuid(0));
                    return true;
                },
                ct);
        await connection
            .Command("select contact_id, other_id from contact_apart where workspace_id = $1 and contact_id = any($2)")
            .With(workspaceId).With(ids)
            .ReadAsync(
                row =>
                {
                    people.Details.KeepApart(row.GetGuid(0), row.GetGuid(1));
                    return true;
                },
                ct);
    }

    // The merges that are to be undone, and everybody who was merged into who is given back.
    private static async Task LoadMergesAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, People people, CancellationToken ct)
    {
        var merges = await connection
            .Command("select id, from_contact, before::text from contact_merge where workspace_id = $1 and id = any($2) and undone_at is null and before is not null")
            .With(workspaceId).With(events.Select(e => e.Decision?.MergeId).OfType<Guid>().ToArray())
            .ReadAsync(row => new KnownMerge(row.GetGuid(0), row.GetGuid(1), JsonSerializer.Deserialize(row.GetString(2), RegroupingJson.Default.ProfileBefore)!), ct);
        if (merges.Count == 0) return;
        var below = await connection
            .Command(
                """
                with recursive below as (
                    select c.id from contact c where c.workspace_id = $1 and c.id = any($2)
                    union
                    select c.id from below join contact c on c.workspace_id = $1 and c.merged_into = below.id
                )
                select id from below
                """)
            .With(workspaceId).With(merges.ConvertAll(merge => merge.From).ToArray())
            .ReadAsync(row => row.GetGuid(0), ct);
        foreach (var contact in below) people.Details.LoadMerged(contact);
        await IdentityStore.LoadContactsAsync(connection, workspaceId, [.. below.Where(id => people.Find(id) is null)], people, ct);
        await LoadOwnersAsync(connection, workspaceId, merges, people, ct);
        foreach (var merge in merges) people.Details.Load(await WithLastSeenAsync(connection, workspaceId, merge, people, ct));
    }

    // What Beckon tells of its own messages is nobody being there.
    private static async Task<KnownMerge> WithLastSeenAsync(NpgsqlConnection connection, Guid workspaceId, KnownMerge merge, People people, CancellationToken ct)
    {
        var seen = await connection
            .Command(
                $"""
                with recursive {Merged.Below("below", "$3")}
                select max(e.occurred_at) filter (where e.own_contact in (select id from below)),
                       max(e.occurred_at) filter (where coalesce(e.own_contact, e.contact_id) not in (select id from below))
                from event e where e.workspace_id = $1 and e.contact_id = $2 and e.source_id <> $4
                """)
            .With(workspaceId).With(people.Find(merge.From)?.Id ?? merge.From).With(merge.From).With(Source.Own)
            .ReadAsync(row => (Theirs: row.TimeOrNull(0), Others: row.TimeOrNull(1)), ct);
        return merge with { TheirsSeenAt = seen[0].Theirs, OthersSeenAt = seen[0].Others };
    }

    // Whose each identifier of the contact that stays is by itself.
    private static async Task LoadOwnersAsync(NpgsqlConnection connection, Guid workspaceId, List<KnownMerge> merges, People people, CancellationToken ct)
    {
        var stays = merges.Select(merge => people.Find(merge.From)?.Id).OfType<Guid>().Distinct().ToArray();
        var owners = await connection
            .Command("select kind, scope, value, coalesce(own_contact, contact_id) from contact_identifier where workspace_id = $1 and contact_id = any($2)")
            .With(workspaceId).With(stays)
            .ReadAsync(row => (Identifier: new Identifier(row.GetString(0), row.GetGuid(1), row.GetString(2)), Owner: row.GetGuid(3)), ct);
        foreach (var (identifier, owner) in owners) people.Load(identifier, owner);
        await IdentityStore.LoadContactsAsync(
            connection, workspaceId, [.. owners.Select(one => one.Owner).Distinct().Where(id => people.Find(id) is null)], people, ct);
    }
}
