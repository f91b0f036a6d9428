using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>
/// The bytes of a request's body, whatever its content type says: senders post JSON as text/plain and as forms. Compressed ones are
/// inflated, and the limit holds for what comes out. The memory is lent: it is given back on Dispose.
/// </summary>
public sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 16 << 10;

    private readonly IntakeRoom.Place? _place;
    private byte[] _buffer = [];
    private int _length;

    private RequestBody(IntakeRoom.Place? place) => _place = place;

    /// <summary>Why the body was not read; null when it was.</summary>
    public ProblemDetails? Problem { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public static async Task<RequestBody> ReadAsync(HttpRequest request, int most, IntakeRoom room, CancellationToken ct)
    {
        if (request.ContentLength > most) return new RequestBody(null) { Problem = DoorProblems.TooLarge(most) };
        var capacity = (int)Math.Min(request.ContentLength + 1 ?? FirstBytes, most);
        if (room.TryEnter(capacity) is not { } place) return new RequestBody(null) { Problem = DoorProblems.Busy() };
        var body = new RequestBody(place) { _buffer = ArrayPool<byte>.Shared.Rent(capacity) };
        try
        {
            await body.FillAsync(request, most, ct);
        }
        // BrotliStream says it with the second.
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            body.Problem = DoorProblems.Faulty("The body is not what its Content-Encoding says.");
        }
        catch
        {
            // The sender hung up in the middle: its room is for others.
            body.Dispose();
            throw;
        }
        return body;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
        _place?.Dispose();
    }

    private async Task FillAsync(HttpRequest request, int most, CancellationToken ct)
    {
        await using var content = Inflate(request);
        if (content is null)
        {
            Problem = DoorProblems.UnknownEncoding();
            return;
        }
        while (true)
        {
            if (_length == most)
            {
                // More than the limit is never given room.
                if (await content.ReadAsync(new byte[1], ct) > 0) Problem = DoorProblems.TooLarge(most);
                return;
            }
            if (_length == _buffer.Length && !TryGrow(most))
            {
                Problem = DoorProblems.Busy();
                return;
            }
            var read = await content.ReadAsync(_buffer.AsMemory(_length, Math.Min(_buffer.Length, most) - _length), ct);
            _length += read;
            if (read == 0) return;
        }
    }

    private static Stream? Inflate(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
        _ => null,
    };

    private bool TryGrow(int most)
    {
        var size = (int)Math.Min(_buffer.Length * 2L, most);
        if (_place?.TryGrow(size - _buffer.Length) != true) return false;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
