using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>Reads the file of a job from its beginning, a part at a time.</summary>
public sealed class JobFileStream(NpgsqlDataSource database, Guid workspaceId, Guid jobId) : Stream
{
    private byte[] _part = [];
    private int _at;
    private int _next;
    private long _read;

    /// <summary>How many bytes have been read.</summary>
    public override long Position
    {
        get => Volatile.Read(ref _read);
        set => throw new NotSupportedException();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _part.Length && !await NextAsync(cancellationToken)) return 0;
        var count = Math.Min(buffer.Length, _part.Length - _at);
        _part.AsSpan(_at, count).CopyTo(buffer.Span);
        _at += count;
        Volatile.Write(ref _read, _read + count);
        return count;
    }

    private async Task<bool> NextAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await JobPartStore.ReadAsync(connection, workspaceId, jobId, _next, ct) is not { } part) return false;
        (_part, _at) = (part, 0);
        _next++;
        return part.Length > 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it without blocking.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
