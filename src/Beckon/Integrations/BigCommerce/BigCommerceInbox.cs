using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Fetching;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Keeps the calls until what they are about has been fetched, and wakes whoever fetches.</summary>
public sealed class BigCommerceInbox(FetchStore fetches, SourceUse use, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _came = new(0);

    /// <summary>Null: the call says all there is to say.</summary>
    public async ValueTask<Taken?> KeepAsync(Source source, ReadOnlyMemory<byte> body)
    {
        var faults = new Faults();
        using var document = BodyJson.Parse(body, faults);
        if (document is null) return new Taken(0, DoorProblems.Faulty(faults));
        if (Lenient.Of(document.RootElement) is not { } call) return null;
        var scope = BigCommerceScope.Of(call);
        if (scope.Kind is null) return null;
        var hash = call.Text("hash"u8, Fields.LongestId) ?? ContentHash.Of(document.RootElement, "");
        try
        {
            await fetches.AddAsync(new PendingFetch
            {
                WorkspaceId = source.WorkspaceId,
                Id = Ids.New(time),
                SourceId = source.Id,
                CallId = hash,
                About = $"{scope.EventName} {scope.Id}",
                Call = body.ToArray(),
                ReceivedAt = time.GetUtcNow(),
            });
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            return new Taken(0, DoorProblems.Unavailable());
        }
        use.Note(source, dynamic: false);
        _came.Release();
        return new Taken(1, null);
    }

    /// <summary>Until a call comes, or for so long at most.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken ct)
    {
        await _came.WaitAsync(most, ct);
        while (_came.CurrentCount > 0) await _came.WaitAsync(ct);
    }

    public void Dispose() => _came.Dispose();
}
