using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Discounts;

/// <summary>Reads and writes discounts and gives their codes away.</summary>
public static class DiscountStore
{
    private const NpgsqlDbType Uuid = NpgsqlDbType.Uuid;

    /// <summary>By name; one only, where one is asked for.</summary>
    public static Task<List<Discount>> ListAsync(NpgsqlConnection connection, Guid workspaceId, Guid? only, CancellationToken ct) => connection
        .Command(
            """
            select d.id, d.name, d.code, d.created_at, coalesce(k.left, 0), coalesce(k.given, 0)
            from discount d
            left join (
                select discount_id, count(*) filter (where given_at is null) as left, count(given_at) as given
                from discount_code where workspace_id = $1 and ($2 is null or discount_id = $2) group by discount_id) k on k.discount_id = d.id
            where d.workspace_id = $1 and ($2 is null or d.id = $2)
            order by lower(d.name)
            """)
        .With(workspaceId).With(only, Uuid)
        .ReadAsync(
            row => new Discount
            {
                Id = row.GetGuid(0),
                Name = row.GetString(1),
                Code = row.TextOrNull(2),
                CreatedAt = row.Time(3),
                Left = row.GetInt64(4),
                Given = row.GetInt64(5),
            },
            ct);

    /// <summary>The ids of all discounts, as they are named outside.</summary>
    public static Task<List<string>> IdsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command("select id from discount where workspace_id = $1")
        .With(workspaceId)
        .ReadAsync(row => Ids.Out(Ids.Discount, row.GetGuid(0)), ct);

    /// <summary>False when there is one of this name.</summary>
    public static async Task<bool> AddAsync(NpgsqlConnection connection, Guid workspaceId, Discount discount, CancellationToken ct) => await connection
        .Command("insert into discount (workspace_id, id, name, code, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing")
        .With(workspaceId).With(discount.Id).With(discount.Name).With(discount.Code, NpgsqlDbType.Text).With(discount.CreatedAt.UtcDateTime)
        .RunAsync(ct) == 1;

    /// <summary>False when another has the name.</summary>
    public static async Task<bool> ChangeAsync(NpgsqlConnection connection, Guid workspaceId, Discount discount, CancellationToken ct) => await connection
        .Command(
            """
            update discount d set name = $3, code = $4
            where d.workspace_id = $1 and d.id = $2
              and not exists (select from discount o where o.workspace_id = $1 and o.id <> $2 and lower(o.name) = lower($3))
            """)
        .With(workspaceId).With(discount.Id).With(discount.Name).With(discount.Code, NpgsqlDbType.Text)
        .RunAsync(ct) == 1;

    /// <summary>Deletes a discount with the codes that nobody has; who has which stays in the runs and messages that say so.</summary>
    public static async Task RemoveAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        await connection.Command("delete from discount_code where workspace_id = $1 and discount_id = $2").With(workspaceId).With(id).RunAsync(ct);
        await connection.Command("delete from discount where workspace_id = $1 and id = $2").With(workspaceId).With(id).RunAsync(ct);
    }

    /// <summary>Adds codes in their order; those that are there already stay as they are. How many were new.</summary>
    public static Task<int> AddCodesAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, IReadOnlyCollection<string> codes, CancellationToken ct) => connection
        .Command(
            """
            insert into discount_code (workspace_id, discount_id, code)
            select $1, $2, t.code from unnest($3) with ordinality as t(code, place) order by t.place
            on conflict do nothing
            """)
        .With(workspaceId).With(id).With(codes.ToArray())
        .RunAsync(ct);

    /// <summary>The codes that were given away, the latest first.</summary>
    public static Task<List<GivenCode>> GivenAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, int most, CancellationToken ct) => connection
        .Command(
            """
            select k.code, k.contact_id, c.first_name, c.last_name, c.email, c.phone, k.run_id, k.given_at
            from discount_code k left join contact c on c.workspace_id = $1 and c.id = k.contact_id
            where k.workspace_id = $1 and k.discount_id = $2 and k.given_at is not null
            order by k.given_at desc, k.number desc limit $3
            """)
        .With(workspaceId).With(id).With(most)
        .ReadAsync(
            row => new GivenCode(
                row.GetString(0), row.IdOrNull(1), row.IsDBNull(1) ? null : PersonName.Of(row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)),
                row.IdOrNull(6), row.Time(7)),
            ct);

    /// <summary>
    /// A code for each that is asked for, as far as there are any: the one that is everybody's; the one they have already, so that nobody collects codes by
    /// leaving carts; else the first that nobody has, which is theirs with <see cref="GiveAsync"/> in this transaction.
    /// </summary>
    public static async Task<Dictionary<CodeAsked, string>> FindAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<CodeAsked> asked, CancellationToken ct)
    {
        if (asked.Count == 0) return [];
        var known = await connection
            .Command(
                """
                select t.discount_id, t.contact_id, coalesce(d.code, (
                    select k.code from discount_code k
                    where k.workspace_id = $1 and k.contact_id = t.contact_id and k.discount_id = t.discount_id order by k.number limit 1))
                from unnest($2, $3) as t(discount_id, contact_id)
                join discount d on d.workspace_id = $1 and d.id = t.discount_id
                """)
            .With(workspaceId)
            .With(asked.Select(one => one.DiscountId).ToArray())
            .With(asked.Select(one => one.ContactId).ToArray())
            .ReadAsync(row => (Asked: new CodeAsked(row.GetGuid(0), row.GetGuid(1)), Code: row.TextOrNull(2)), ct);
        var found = new Dictionary<CodeAsked, string>();
        foreach (var (one, code) in known.Where(one => one.Code is not null)) found[one] = code ?? "";
        var without = known.Where(one => one.Code is null).Select(one => one.Asked).Distinct().GroupBy(one => one.DiscountId).OrderBy(of => of.Key);
        foreach (var of in without)
        {
            var left = await LeftAsync(connection, workspaceId, of.Key, of.Count(), ct);
            foreach (var (one, code) in of.Zip(left)) found[one] = code;
        }
        return found;
    }

    private static Task<List<string>> LeftAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, int most, CancellationToken ct) => connection
        .Command("select code from discount_code where workspace_id = $1 and discount_id = $2 and given_at is null order by number limit $3 for update skip locked")
        .With(workspaceId).With(id).With(most)
        .ReadAsync(row => row.GetString(0), ct);

    /// <summary>Notes who was given which code. Of a code that is everybody's there is nothing to note, nor of one that somebody had.</summary>
    public static Task GiveAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<(CodeAsked Asked, string Code, Guid RunId)> given, DateTimeOffset now, CancellationToken ct) =>
        given.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                update discount_code k set contact_id = t.contact_id, given_to = t.contact_id, run_id = t.run_id, given_at = $2
                from unnest($3, $4, $5, $6) as t(discount_id, contact_id, code, run_id)
                where k.workspace_id = $1 and k.discount_id = t.discount_id and k.code = t.code and k.given_at is null
                """)
            .With(workspaceId).With(now.UtcDateTime)
            .With(given.Select(one => one.Asked.DiscountId).ToArray())
            .With(given.Select(one => one.Asked.ContactId).ToArray())
            .With(given.Select(one => one.Code).ToArray())
            .With(given.Select(one => one.RunId).ToArray())
            .RunAsync(ct);
}
