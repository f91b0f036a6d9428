using System.Security.Cryptography;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>
/// Numbers for contacts, for platforms that know people by numbers. A number is given once and stays: of a merged-away contact it names the one that
/// it was merged into.
/// </summary>
public sealed class ContactNumberStore(NpgsqlDataSource database)
{
    // Sixteen digits: exact in the floating-point numbers of JavaScript and PHP, and far above the ids of the platforms that shops come from, so
    // that an id which a shop still has from there never names somebody here.
    private const long Least = 1L << 52;
    private const long Most = 1L << 53;
    private const int MostTries = 5;

    /// <summary>The numbers of these contacts; those that have none get one.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> OfAsync(Guid workspaceId, IReadOnlyCollection<Guid> contacts, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var sorted = contacts.Distinct().Order().ToArray();
        for (var i = 1; ; i++)
        {
            try
            {
                await GiveAsync(connection, workspaceId, sorted, ct);
                break;
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation && i < MostTries)
            {
                // One chance in billions: another number, then.
            }
        }
        var given = await connection
            .Command("select id, number from contact where workspace_id = $1 and id = any($2) and number is not null")
            .With(workspaceId).With(sorted)
            .ReadAsync(row => (Id: row.GetGuid(0), Number: row.GetInt64(1)), ct);
        return given.ToDictionary(one => one.Id, one => one.Number);
    }

    /// <summary>Whose number it is today, by number; numbers of nobody are left out.</summary>
    public async Task<IReadOnlyDictionary<long, Guid>> FindAsync(Guid workspaceId, IReadOnlyCollection<long> numbers, CancellationToken ct)
    {
        if (numbers.Count == 0) return new Dictionary<long, Guid>();
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                with recursive known as (
                    select c.number, c.id, c.merged_into from contact c where c.workspace_id = $1 and c.number = any($2)
                    union
                    select k.number, c.id, c.merged_into from known k join contact c on c.workspace_id = $1 and c.id = k.merged_into
                )
                select number, id from known where merged_into is null
                """)
            .With(workspaceId).With(numbers.ToArray())
            .ReadAsync(row => (Number: row.GetInt64(0), Id: row.GetGuid(1)), ct);
        return found.ToDictionary(one => one.Number, one => one.Id);
    }

    private static async Task GiveAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
        await connection
            .Command(
                """
                update contact c set number = t.number
                from unnest($2, $3) as t(id, number)
                where c.workspace_id = $1 and c.id = t.id and c.number is null
                """)
            .With(workspaceId).With(contacts).With(contacts.Select(_ => Any()).ToArray())
            .RunAsync(ct);

    private static long Any()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return Least + (long)(BitConverter.ToUInt64(bytes) % (ulong)(Most - Least));
    }
}
