using Beckon.Storage;

namespace Beckon.Tests.Storage;

/// <summary>
/// The tenant's key comes first, in every table and key: it keeps workspaces apart and lets the tables be distributed unchanged. Looked up in the
/// migrated schema itself.
/// </summary>
public sealed class TenantKeyTests : IAsyncLifetime
{
    // Not a tenant's: of the installation, or of a person who may belong to several workspaces.
    private static readonly string[] SystemTables = ["node", "schema_migration", "session", "slot", "user_account", "workspace"];

    // Looked up before the workspace is known.
    private static readonly string[] Doors = ["api_key.api_key_key_hash_key", "browser_key.browser_key_by_key", "source.source_by_id", "short_link.short_link_code"];

    private static readonly string[] KeysToPeople = ["membership.membership_user_id_fkey"];

    private const string WithoutTenant =
        """
        select t.relname from pg_class t
        where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
          and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'workspace_id' and a.attnotnull)
        order by 1
        """;

    private const string IndexesWithoutTenantFirst =
        """
        select t.relname || '.' || i.relname from pg_index x
        join pg_class t on t.oid = x.indrelid
        join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where t.relnamespace = 'public'::regnamespace and a.attname is distinct from 'workspace_id'
        order by 1
        """;

    private const string ForeignKeysWithoutTenantFirst =
        """
        select t.relname || '.' || k.conname from pg_constraint k
        join pg_class t on t.oid = k.conrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
        where t.relnamespace = 'public'::regnamespace and k.contype = 'f' and a.attname <> 'workspace_id'
        order by 1
        """;

    private const string WithoutPrimaryKey =
        """
        select t.relname from pg_class t
        where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
          and not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')
        """;

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_table_of_a_tenant_names_the_workspace() =>
        (await NamesAsync(WithoutTenant)).Except(SystemTables).ShouldBeEmpty();

    [Fact]
    public async Task Every_key_and_index_of_a_tenants_table_begins_with_the_workspace() =>
        (await NamesAsync(IndexesWithoutTenantFirst)).Where(IsTenants).Except(Doors).ShouldBeEmpty();

    [Fact]
    public async Task Every_foreign_key_of_a_tenants_table_begins_with_the_workspace() =>
        (await NamesAsync(ForeignKeysWithoutTenantFirst)).Where(IsTenants).Except(KeysToPeople).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_has_a_primary_key() => (await NamesAsync(WithoutPrimaryKey)).ShouldBeEmpty();

    [Fact]
    public async Task A_table_that_breaks_the_rule_is_found()
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await connection
            .Command(
                """
                create table planted_nobodys (id uuid primary key);
                create table planted_wrong_way (workspace_id uuid not null, id uuid not null, of uuid references planted_nobodys, primary key (id, workspace_id));
                create table planted_keyless (workspace_id uuid not null)
                """)
            .RunAsync(CancellationToken.None);
        (await NamesAsync(WithoutTenant)).Except(SystemTables).ShouldBe(["planted_nobodys"]);
        (await NamesAsync(IndexesWithoutTenantFirst)).Where(IsTenants).Except(Doors)
            .ShouldBe(["planted_nobodys.planted_nobodys_pkey", "planted_wrong_way.planted_wrong_way_pkey"]);
        (await NamesAsync(ForeignKeysWithoutTenantFirst)).Where(IsTenants).Except(KeysToPeople).ShouldBe(["planted_wrong_way.planted_wrong_way_of_fkey"]);
        (await NamesAsync(WithoutPrimaryKey)).ShouldBe(["planted_keyless"]);
    }

    private static bool IsTenants(string name) => !SystemTables.Contains(name.Split('.')[0]);

    private async Task<List<string>> NamesAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return await connection.Command(sql).ReadAsync(row => row.GetString(0), CancellationToken.None);
    }
}
