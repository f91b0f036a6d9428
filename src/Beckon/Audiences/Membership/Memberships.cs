using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts;
using Beckon.Events;
using Npgsql;

namespace Beckon.Audiences.Membership;

/// <summary>
/// Keeps who is in which audience: after events, when time alone has changed it, and for all contacts when a filter is new. Whoever decides about a contact
/// holds its standing, then looks at what is known of it, so that the last to decide has seen everything.
/// </summary>
public sealed class Memberships(AudienceBooks books, TimeProvider time)
{
    /// <summary>Follows events that have taken effect, in their transaction. Contacts of whom nothing was ever decided are asked about all audiences.</summary>
    /// <param name="connection">In the transaction of the events.</param>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="events">What has taken effect.</param>
    /// <param name="regrouped">Contacts that were merged or split.</param>
    /// <param name="traders">Contacts whose orders and carts have changed, also by becoming somebody else's.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Followed> FollowAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, IEnumerable<Guid> regrouped, IEnumerable<Guid> traders, CancellationToken ct)
    {
        if (await books.FindAsync(connection, workspaceId, ct) is not { All.Count: > 0 } book) return Followed.Nothing;
        var asked = Concerned(book, events);
        var trade = book.ConcernedBy(Concern.Orders | Concern.Carts);
        foreach (var contact in traders) asked[contact] = asked.GetValueOrDefault(contact).Or(trade);
        foreach (var contact in regrouped) asked[contact] = book.Everything;
        if (asked.Count == 0) return Followed.Nothing;
        var idle = asked.Where(one => one.Value.IsEmpty).Select(one => one.Key).ToArray();
        if (idle.Length > 0)
        {
            var known = await MembershipStore.KnownAsync(connection, workspaceId, idle, ct);
            foreach (var contact in idle)
            {
                if (known.Contains(contact)) asked.Remove(contact);
                else asked[contact] = book.Everything;
            }
        }
        var held = await MembershipStore.HoldAsync(connection, workspaceId, [.. asked.Keys.Order()], ct);
        foreach (var contact in held.Values.Where(standing => standing.IsNew).Select(standing => standing.ContactId)) asked[contact] = book.Everything;
        return await DecideAsync(connection, workspaceId, new Question(book, asked, Voices.Of(events)), held, ct);
    }

    /// <summary>Looks again at contacts whose time has come, and at those that were changed apart from events.</summary>
    public async Task<Followed> ReviewAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct)
    {
        var changed = await ContactChangeStore.TakeAsync(connection, workspaceId, most, ct);
        var due = await MembershipStore.DueAsync(connection, workspaceId, time.GetUtcNow(), most, ct);
        if ((changed.Count == 0 && due.Count == 0) || await books.FindAsync(connection, workspaceId, ct) is null) return Followed.Nothing;
        var everybody = changed.Remove(ContactChangeStore.Everybody);
        var held = await MembershipStore.HoldFreeAsync(connection, workspaceId, [.. changed.Keys.Union(due).Order()], ct);
        if (await books.FindAsync(connection, workspaceId, ct) is not { } book) return Followed.Nothing;
        if (everybody)
        {
            await AudienceStore.TurnPageAsync(connection, workspaceId, ct);
            await AudienceStore.RebuildAsync(connection, workspaceId, [.. book.All.Select(audience => audience.Id)], quiet: true, ct);
        }
        // Whom events hold at this moment is looked at right after them.
        await ContactChangeStore.NoteAsync(connection, workspaceId, changed.Where(change => !held.ContainsKey(change.Key)).Select(change => (change.Key, change.Value)), ct);
        var asked = due.Where(held.ContainsKey).ToDictionary(id => id, _ => book.Timed);
        foreach (var contact in changed.Keys.Where(held.ContainsKey)) asked[contact] = book.Everything;
        var followed = await DecideAsync(connection, workspaceId, new Question(book, asked, Voices.Changed(changed)), held, ct);
        return followed with { More = everybody || changed.Count == most || due.Count == most };
    }

    /// <summary>
    /// Works some audiences out for contacts, whoever of them is there. First without holding anything: where nothing is to be written, events that come in
    /// meanwhile are followed by themselves.
    /// </summary>
    public async Task<Followed> BuildAsync(NpgsqlConnection connection, Guid workspaceId, BuildChunk chunk, CancellationToken ct)
    {
        if (await books.FindAsync(connection, workspaceId, ct) is not { } book) return Followed.Nothing;
        var set = book.Of(chunk.Audiences);
        var asked = chunk.Contacts.ToDictionary(id => id, _ => set);
        var question = new Question(book, asked, chunk.Quiet ? Voices.Quiet : Voices.News);
        var standings = await MembershipStore.ReadAsync(connection, workspaceId, [.. chunk.Contacts], ct);
        var changes = await ReviewAsync(connection, workspaceId, question, standings, ct);
        if (changes.Count == 0) return Followed.Nothing;
        return await DecideAsync(connection, workspaceId, question with { Asked = changes.ToDictionary(change => change.Next.ContactId, _ => set) }, ct);
    }

    private static Dictionary<Guid, AudienceSet> Concerned(AudienceBook book, List<ResolvedEvent> events)
    {
        var asked = new Dictionary<Guid, AudienceSet>();
        var sets = new Dictionary<(string, Concern), AudienceSet>();
        foreach (var resolved in events)
        {
            if (resolved.ContactId is not { } contact) continue;
            var key = (resolved.Event.Name, ConcernRules.Of(resolved));
            if (!sets.TryGetValue(key, out var set)) sets.Add(key, set = book.ConcernedBy(key.Name, key.Item2));
            asked[contact] = asked.GetValueOrDefault(contact).Or(set);
        }
        return asked;
    }

    private async Task<Followed> DecideAsync(NpgsqlConnection connection, Guid workspaceId, Question question, CancellationToken ct)
    {
        if (question.Asked.Count == 0) return Followed.Nothing;
        var held = await MembershipStore.HoldAsync(connection, workspaceId, [.. question.Asked.Keys.Order()], ct);
        return await DecideAsync(connection, workspaceId, question, held, ct);
    }

    private async Task<Followed> DecideAsync(
        NpgsqlConnection connection, Guid workspaceId, Question question, Dictionary<Guid, Standing> standings, CancellationToken ct)
    {
        if (question.Asked.Count == 0) return Followed.Nothing;
        var changes = await ReviewAsync(connection, workspaceId, question, standings, ct);
        if (changes.Count == 0) return Followed.Nothing;
        var now = time.GetUtcNow();
        await MembershipStore.WriteAsync(connection, workspaceId, changes, now, ct);
        var news = AudienceNews.Of(changes, question.Voices, time);
        if (news.Count > 0) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, news)], ct);
        return new Followed(news.Count, changes.Exists(change => change.Next.Due is not null));
    }

    private async Task<List<Change>> ReviewAsync(
        NpgsqlConnection connection, Guid workspaceId, Question question, Dictionary<Guid, Standing> standings, CancellationToken ct)
    {
        var (book, asked, _) = question;
        var today = new Today(time.GetUtcNow(), book.Zone);
        var all = asked.Values.Aggregate(default(AudienceSet), (sum, set) => sum.Or(set));
        var needed = FactsNeeded.Of(book.In(all).Select(audience => audience.Meaning), today);
        var facts = await FactStore.LoadAsync(connection, workspaceId, [.. asked.Keys.Order()], needed, ct);
        var matchers = all.Places().ToDictionary(place => place, place => (book.All[place], AudienceMatcher.Compile(book.All[place].Meaning, today)));
        var lists = new Dictionary<AudienceSet, (LiveAudience, Func<ContactFacts, Match>)[]>();
        var changes = new List<Change>();
        foreach (var (contact, set) in asked)
        {
            if (!lists.TryGetValue(set, out var list)) lists.Add(set, list = [.. set.Places().Select(place => matchers[place])]);
            var ofAllTimed = set.Equals(book.Everything) || set.Equals(book.Timed);
            if (StandingRules.Review(standings.GetValueOrDefault(contact) ?? Standing.None(contact), facts.GetValueOrDefault(contact), list, ofAllTimed) is { } change)
                changes.Add(change);
        }
        return changes;
    }

    private sealed record Question(AudienceBook Book, Dictionary<Guid, AudienceSet> Asked, Voices Voices);
}

/// <summary>Contacts that some audiences are to be worked out for.</summary>
public sealed record BuildChunk(IReadOnlyList<Guid> Audiences, IReadOnlyList<Guid> Contacts, bool Quiet);

/// <summary>What following has come to.</summary>
/// <param name="News">How many events wait to be taken in because of it.</param>
/// <param name="Due">Whether somebody is to be looked at again at some time.</param>
public sealed record Followed(int News, bool Due)
{
    public static Followed Nothing { get; } = new(0, false);

    /// <summary>Whether more waits than was done.</summary>
    public bool More { get; init; }
}
