using Dapper;

namespace Beckon.Tests.Storage;

public sealed class DbTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public async Task Reads_times_as_utc_into_records_with_constructors_and_with_properties()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var connection = await database.Db.OpenAsync(default);
        const string Sql = "select @at as placed_at, null::timestamptz as paid_at, 'x' as order_name";

        var built = await connection.QuerySingleAsync<Built>(Sql, new { at = Noon });
        var filled = await connection.QuerySingleAsync<Filled>(Sql, new { at = Noon });

        built.ShouldBe(new Built(Noon, null, "x"));
        built.PlacedAt.Offset.ShouldBe(TimeSpan.Zero);
        filled.PlacedAt.ShouldBe(Noon);
        filled.PlacedAt.Offset.ShouldBe(TimeSpan.Zero);
        filled.PaidAt.ShouldBeNull();
        (await connection.ExecuteScalarAsync<DateTimeOffset>("select @at", new { at = Noon })).ShouldBe(Noon);
    }

    [Fact]
    public async Task A_transaction_keeps_all_or_nothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.Db.InTransactionAsync((connection, _) => connection.ExecuteAsync("create table kept ()"), default);

        await Should.ThrowAsync<InvalidOperationException>(() => database.Db.InTransactionAsync(
            async (connection, _) =>
            {
                await connection.ExecuteAsync("create table lost ()");
                throw new InvalidOperationException();
            },
            default));

        await using var connection = await database.Db.OpenAsync(default);
        (await connection.QueryAsync<string>("select tablename from pg_tables where schemaname = 'public'")).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_new_test_database_has_the_schema_and_no_rows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Db.OpenAsync(default);
        (await connection.ExecuteScalarAsync<long>("select count(*) from event")).ShouldBe(0);
    }

    private sealed record Built(DateTimeOffset PlacedAt, DateTimeOffset? PaidAt, string OrderName);

    private sealed record Filled
    {
        public DateTimeOffset PlacedAt { get; init; }

        public DateTimeOffset? PaidAt { get; init; }
    }
}
