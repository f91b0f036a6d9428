using System.Globalization;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Server;

/// <summary>Asks whether this node can do its work now: the database answers, its schema is this program's, and what comes in can be stored.</summary>
public sealed class Readiness(SchemaState schema, InboxStore inbox, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All three within two seconds, one after the other; what could not be asked any more is not ready.</summary>
    public async Task<ReadyView> AskAsync(CancellationToken ct)
    {
        var deadline = time.GetUtcNow() + Patience;
        var began = time.GetTimestamp();
        List<ReadyCheck> checks = [];
        checks.Add(await AskAsync("database", async stop =>
        {
            await schema.PingAsync(stop);
            return $"It answers in {time.GetElapsedTime(began).TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture)} ms.";
        }));
        checks.Add(await AskAsync("schema", schema.CompareAsync));
        checks.Add(await AskAsync("intake", async stop =>
        {
            await inbox.TryAsync(stop);
            return "What comes in can be stored.";
        }));
        return new ReadyView(checks.TrueForAll(check => check.Ok) ? "ready" : "not ready", checks);

        async Task<ReadyCheck> AskAsync(string name, Func<CancellationToken, Task<string>> ask)
        {
            if (checks.Exists(check => !check.Ok)) return new(name, false, "Not asked, because of the check before.");
            return await OneAsync(name, ask, deadline - time.GetUtcNow(), ct);
        }
    }

    // The words go to whoever asks, so they name neither hosts nor users.
    private async Task<ReadyCheck> OneAsync(string name, Func<CancellationToken, Task<string>> ask, TimeSpan left, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            // A server that hangs does not even take the word that it should stop: it is left behind.
            return new(name, true, await ask(stop.Token).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, ct));
        }
        catch (StorageException gap)
        {
            return new(name, false, gap.Message);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync();
            return new(name, false, $"The database did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (PostgresException refusal)
        {
            return new(name, false, $"The database refuses (SQLSTATE {refusal.SqlState}).");
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException)
        {
            return new(name, false, "The database cannot be reached.");
        }
    }
}

/// <summary>Whether the node is ready, and why.</summary>
public sealed record ReadyView(string Status, IReadOnlyList<ReadyCheck> Checks);

/// <summary>One of the checks, in words.</summary>
public sealed record ReadyCheck(string Check, bool Ok, string Says);
