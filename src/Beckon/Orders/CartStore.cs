using System.Text.Json;
using Beckon.Events;
using Beckon.Identity;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>Reads and writes carts, a batch at a time.</summary>
public static class CartStore
{
    /// <summary>Folds the batch's cart events into the carts, in order. The result is every cart as it stands after each of its events.</summary>
    public static async Task<Dictionary<Guid, Cart>> FoldAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, TimeProvider time, CancellationToken ct)
    {
        var after = new Dictionary<Guid, Cart>();
        var told = events.Where(resolved => resolved is { Event.Cart: not null, ContactId: not null }).ToList();
        if (told.Count == 0) return after;

        var carts = await LoadAsync(connection, workspaceId, told, ct);
        var known = carts.Values.Select(cart => cart.Id).ToHashSet();
        var touched = new HashSet<(Guid, string)>();
        foreach (var resolved in told)
        {
            var key = KeyOf(resolved);
            var before = carts.GetValueOrDefault(key);
            if (before is null && IsPlainOrder(resolved.Event)) continue;
            var cart = CartRules.Apply(before, resolved, Guid.CreateVersion7(time.GetUtcNow()));
            if (cart != before)
            {
                carts[key] = cart;
                touched.Add(key);
            }
            after[resolved.Event.Id] = cart;
        }
        var changed = touched.Select(key => carts[key]).ToLookup(cart => known.Contains(cart.Id));
        await InsertAsync(connection, workspaceId, [.. changed[false]], ct);
        await UpdateAsync(connection, workspaceId, [.. changed[true]], ct);
        return after;
    }

    /// <summary>When contacts merge, their nameless carts become one: that of the contact which stays, as the later of the two left it.</summary>
    public static async Task JoinAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        if (merges.Count == 0) return;
        var found = await connection
            .Command("select external_id from cart where workspace_id = $1 and contact_id = any($2) and external_id = any($3)")
            .With(workspaceId)
            .With(merges.Select(merge => merge.Into).Distinct().ToArray())
            .With(merges.Select(merge => CartRules.Nameless(merge.From)).ToArray())
            .ReadAsync(row => row.GetString(0), ct);
        foreach (var merge in merges.Where(merge => found.Contains(CartRules.Nameless(merge.From))))
        {
            foreach (var statement in Join.Split(';'))
            {
                await connection.Command(statement)
                    .With(workspaceId).With(CartRules.Nameless(merge.From)).With(CartRules.Nameless(merge.Into)).With(merge.Into)
                    .RunAsync(ct);
            }
        }
    }

    /// <summary>When a merge is undone, a nameless cart that goes back is that contact's again, and what waits because of a cart goes with it.</summary>
    public static async Task SplitAsync(NpgsqlConnection connection, Guid workspaceId, List<Split> splits, CancellationToken ct)
    {
        foreach (var split in splits)
        {
            foreach (var statement in Apart.Split(';'))
            {
                await connection.Command(statement)
                    .With(workspaceId).With(CartRules.Nameless(split.Stays)).With(CartRules.Nameless(split.Contact)).With(split.Contact).With(split.Stays)
                    .RunAsync(ct);
            }
        }
    }

    // Each names every parameter.
    private const string Apart =
        """
        update flow_run r set contact_id = $4, key = case when r.key = $2 then $3 else r.key end,
            own_contact = case when r.contact_id = $4 then r.own_contact end
        from cart k
        where r.workspace_id = $1 and r.contact_id in ($4, $5) and k.workspace_id = $1 and k.id = r.cart_id and k.contact_id = $4;

        update message m set contact_id = $4, own_contact = null
        from cart k
        where m.workspace_id = $1 and m.contact_id = $5 and m.status = 'queued' and k.workspace_id = $1 and k.id = m.cart_id and k.contact_id = $4
          and $2 <> $3;

        update cart set external_id = $3 where workspace_id = $1 and contact_id = $4 and external_id = $2 and $4 <> $5
        """;

    private const string Join =
        """
        update cart k set status = f.status, url = f.url, currency = f.currency, total = f.total, items = f.items, created_at = f.created_at,
            changed_at = f.changed_at, abandoned_at = f.abandoned_at, converted_at = f.converted_at, idle_at = f.idle_at
        from cart f
        where k.workspace_id = $1 and k.contact_id = $4 and k.external_id = $3
          and f.workspace_id = $1 and f.source_id = k.source_id and f.external_id = $2 and f.changed_at > k.changed_at;

        update flow_run r set cart_id = k.id
        from cart f, cart k
        where r.workspace_id = $1 and r.contact_id = $4 and r.cart_id = f.id and f.workspace_id = $1 and f.contact_id = $4 and f.external_id = $2
          and k.workspace_id = $1 and k.source_id = f.source_id and k.external_id = $3;

        update message m set cart_id = k.id
        from cart f, cart k
        where m.workspace_id = $1 and m.contact_id = $4 and m.cart_id = f.id and f.workspace_id = $1 and f.contact_id = $4 and f.external_id = $2
          and k.workspace_id = $1 and k.source_id = f.source_id and k.external_id = $3;

        delete from cart f using cart k
        where f.workspace_id = $1 and f.contact_id = $4 and f.external_id = $2
          and k.workspace_id = $1 and k.source_id = f.source_id and k.external_id = $3;

        update cart set external_id = $3 where workspace_id = $1 and contact_id = $4 and external_id = $2;

        update flow_run set key = $3 where workspace_id = $1 and contact_id = $4 and key = $2
        """;

    // An order closes its cart. Where no cart was ever told of, there is none to close, and the order itself stands against late news of one.
    private static bool IsPlainOrder(CanonicalEvent e) => e is { Order: not null, Cart: { Status: CartStatus.Converted, Items: null } };

    private static (Guid Source, string ExternalId) KeyOf(ResolvedEvent resolved) =>
        (resolved.Event.SourceId, CartRules.NameOf(resolved.Event.Cart!, resolved.ContactId!.Value));

    private static async Task<Dictionary<(Guid, string), Cart>> LoadAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> told, CancellationToken ct)
    {
        var keys = told.Select(KeyOf).Distinct().ToList();
        var single = told.Where(resolved => CartRules.TellsOfOne(resolved.Event.Cart!)).Select(KeyOf).ToHashSet();
        var carts = await connection
            .Command(
                """
                select c.id, c.source_id, c.external_id, c.contact_id, c.status, c.url, c.currency, c.total,
                       c.created_at, c.changed_at, c.abandoned_at, c.converted_at, case when t.with_items then c.items::text end, c.own_contact
                from unnest($2, $3, $4) as t(source_id, external_id, with_items)
                join cart c on c.workspace_id = $1 and c.source_id = t.source_id and c.external_id = t.external_id
                """)
            .With(workspaceId)
            .With(keys.Select(key => key.Source).ToArray())
            .With(keys.Select(key => key.ExternalId).ToArray())
            .With(keys.Select(single.Contains).ToArray())
            .ReadAsync(Read, ct);
        return carts.ToDictionary(cart => (cart.SourceId, cart.ExternalId));
    }

    private static Cart Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        SourceId = row.GetGuid(1),
        ExternalId = row.GetString(2),
        ContactId = row.GetGuid(3),
        Status = Enum.Parse<CartStatus>(row.GetString(4), ignoreCase: true),
        Url = row.TextOrNull(5),
        Currency = row.TextOrNull(6),
        Total = row.IsDBNull(7) ? null : row.GetDecimal(7),
        CreatedAt = row.Time(8),
        ChangedAt = row.Time(9),
        AbandonedAt = row.TimeOrNull(10),
        ConvertedAt = row.TimeOrNull(11),
        Items = row.TextOrNull(12) is { } items ? JsonSerializer.Deserialize(items, EventJson.Default.ListLineItem) : null,
        OwnContact = row.IdOrNull(13),
    };

    private static async Task InsertAsync(NpgsqlConnection connection, Guid workspaceId, List<Cart> carts, CancellationToken ct)
    {
        if (carts.Count == 0) return;
        await WithColumns(
            connection.Command(
                """
                insert into cart (workspace_id, id, source_id, external_id, contact_id, status, url, currency, total, items,
                                  changed_at, abandoned_at, converted_at, created_at, idle_at, own_contact)
                select $1, t.id, t.source_id, t.external_id, t.contact_id, t.status, t.url, t.currency, t.total, coalesce(t.items::jsonb, '[]'),
                       t.changed_at, t.abandoned_at, t.converted_at, t.created_at,
                       case when t.status = 'open' and t.news and coalesce(t.items::jsonb, '[]') <> '[]'
                            then t.changed_at + make_interval(mins => (s.settings ->> 'abandonAfterMinutes')::int) end, t.own_contact
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as t(id, contact_id, status, url, currency, total, items,
                    changed_at, abandoned_at, converted_at, source_id, news, own_contact, external_id, created_at)
                left join source s on s.workspace_id = $1 and s.id = t.source_id
                """),
            workspaceId,
            carts)
            .With(carts.Select(cart => cart.ExternalId).ToArray())
            .With(carts.Select(cart => cart.CreatedAt.UtcDateTime).ToArray())
            .RunAsync(ct);
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, Guid workspaceId, List<Cart> carts, CancellationToken ct)
    {
        if (carts.Count == 0) return;
        await WithColumns(
            connection.Command(
                """
                update cart c set contact_id = t.contact_id, own_contact = t.own_contact, status = t.status, url = t.url, currency = t.currency, total = t.total,
                    items = coalesce(t.items::jsonb, c.items), changed_at = t.changed_at, abandoned_at = t.abandoned_at,
                    converted_at = t.converted_at,
                    idle_at = case when t.status = 'open' and t.news and coalesce(t.items::jsonb, c.items) <> '[]'
                                   then t.changed_at + make_interval(mins => (s.settings ->> 'abandonAfterMinutes')::int) end
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as t(
                    id, contact_id, status, url, currency, total, items, changed_at, abandoned_at, converted_at, source_id, news, own_contact)
                left join source s on s.workspace_id = $1 and s.id = t.source_id
                where c.workspace_id = $1 and c.id = t.id
                """),
            workspaceId,
            [.. carts.OrderBy(cart => cart.Id)])
            .RunAsync(ct);
    }

    private static NpgsqlCommand WithColumns(NpgsqlCommand command, Guid workspaceId, List<Cart> carts) => command
        .With(workspaceId)
        .With(carts.Select(cart => cart.Id).ToArray())
        .With(carts.Select(cart => cart.ContactId).ToArray())
        .With(carts.Select(cart => Text(cart.Status)).ToArray())
        .With(carts.Select(cart => cart.Url).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(carts.Select(cart => cart.Currency).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(carts.Select(cart => cart.Total).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Numeric)
        .With(carts.Select(cart => Json(cart.Items)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(carts.Select(cart => cart.ChangedAt.UtcDateTime).ToArray())
        .With(carts.Select(cart => cart.AbandonedAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
        .With(carts.Select(cart => cart.ConvertedAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
        .With(carts.Select(cart => cart.SourceId).ToArray())
        .With(carts.Select(cart => cart.News).ToArray())
        .With(carts.Select(cart => cart.OwnContact).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    private static string? Json(IReadOnlyList<LineItem>? items) =>
        items is null ? null : JsonSerializer.Serialize(items, EventJson.Default.IReadOnlyListLineItem);

    private static string Text(CartStatus status) => status switch
    {
        CartStatus.Open => "open",
        CartStatus.Abandoned => "abandoned",
        CartStatus.Converted => "converted",
    };
}
