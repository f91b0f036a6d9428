using Microsoft.Extensions.Logging;

namespace Beckon.Accounts;

/// <summary>Notes when each key was last used, to the minute.</summary>
public sealed class KeyUse(ApiKeyStore keys, TimeProvider time, ILogger<KeyUse> log) : UseNotes<KeyAccess>(TimeSpan.FromMinutes(1), time, log)
{
    protected override Guid IdOf(KeyAccess used) => used.KeyId;

    protected override Task WriteAsync(KeyAccess used, DateTimeOffset at, CancellationToken ct) => keys.NoteUseAsync(used, at, ct);
}
