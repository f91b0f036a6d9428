using Microsoft.Extensions.Logging;

namespace Beckon.Accounts;

/// <summary>Notes when events came with each public key, to ten seconds.</summary>
public sealed class BrowserKeyUse(BrowserKeyStore keys, TimeProvider time, ILogger<BrowserKeyUse> log) : UseNotes<BrowserKey>(TimeSpan.FromSeconds(10), time, log)
{
    protected override Guid IdOf(BrowserKey used) => used.Id;

    protected override Task WriteAsync(BrowserKey used, DateTimeOffset at, CancellationToken ct) => keys.NoteEventAsync(used, at, ct);
}
