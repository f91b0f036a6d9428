using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Discounts;

/// <summary>Makes, changes and deletes discounts and adds codes to them, each in one transaction with its audit entry.</summary>
public sealed class DiscountDesk(NpgsqlDataSource database, Audit audit, TimeProvider time)
{
    public async Task<List<Discount>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await DiscountStore.ListAsync(connection, workspaceId, only: null, ct);
    }

    public async Task<Discount?> FindAsync(Guid workspaceId, string? id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Discount, id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await DiscountStore.ListAsync(connection, workspaceId, known, ct)).SingleOrDefault();
    }

    public async Task<List<GivenCode>> GivenAsync(Guid workspaceId, Guid id, int most, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await DiscountStore.GivenAsync(connection, workspaceId, id, most, ct);
    }

    /// <summary>Null when there is one of this name.</summary>
    public async Task<Discount?> AddAsync(Caller caller, string name, string? code, IReadOnlyList<string> codes, CancellationToken ct)
    {
        var discount = new Discount { Id = Ids.New(time), Name = name, Code = code, CreatedAt = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await DiscountStore.AddAsync(connection, caller.WorkspaceId, discount, ct)) return null;
        var added = codes.Count == 0 ? 0 : await DiscountStore.AddCodesAsync(connection, caller.WorkspaceId, discount.Id, codes, ct);
        await audit.WriteAsync(connection, caller, "discount.added", Ids.Out(Ids.Discount, discount.Id), new { name, code, codes = added }, ct);
        await transaction.CommitAsync(ct);
        return discount with { Left = added };
    }

    /// <summary>False when another has the name.</summary>
    public async Task<bool> ChangeAsync(Caller caller, Discount before, Discount after, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await DiscountStore.ChangeAsync(connection, caller.WorkspaceId, after, ct)) return false;
        var changed = new { from = new { before.Name, before.Code }, to = new { after.Name, after.Code } };
        await audit.WriteAsync(connection, caller, "discount.changed", Ids.Out(Ids.Discount, after.Id), changed, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>How many of the codes were new.</summary>
    public async Task<int> AddCodesAsync(Caller caller, Discount discount, IReadOnlyList<string> codes, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var added = await DiscountStore.AddCodesAsync(connection, caller.WorkspaceId, discount.Id, codes, ct);
        await audit.WriteAsync(connection, caller, "discount.codes_added", Ids.Out(Ids.Discount, discount.Id), new { discount.Name, added }, ct);
        await transaction.CommitAsync(ct);
        return added;
    }

    /// <summary>The name of a flow that gives its codes, because it is live or people are still in it, which keeps it; null: it is deleted.</summary>
    public async Task<string?> RemoveAsync(Caller caller, Discount discount, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var users = await connection
            .Command(
                """
                select f.name from flow f join flow_version v on v.workspace_id = $1 and v.flow_id = f.id
                where f.workspace_id = $1
                  and (v.version = f.live_version and f.status in ('live', 'paused')
                       or exists (select from flow_run r where r.workspace_id = $1 and r.flow_id = f.id and r.version = v.version and r.status in ('waiting', 'held')))
                  and jsonb_path_exists(v.definition, '$.** ? (@.discount == $id)', jsonb_build_object('id', $2::text))
                order by f.name limit 1
                """)
            .With(caller.WorkspaceId).With(Ids.Out(Ids.Discount, discount.Id))
            .ReadAsync(row => row.GetString(0), ct);
        if (users.Count > 0) return users[0];
        await DiscountStore.RemoveAsync(connection, caller.WorkspaceId, discount.Id, ct);
        await audit.WriteAsync(connection, caller, "discount.deleted", Ids.Out(Ids.Discount, discount.Id), new { discount.Name, discount.Left, discount.Given }, ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
