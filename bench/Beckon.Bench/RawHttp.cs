using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Beckon.Bench;

/// <summary>A connection that sends requests made beforehand and reads no more of the answers than it must: the sender shall cost next to nothing.</summary>
public sealed class RawHttp : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[8 << 10];

    public static async Task<RawHttp> OpenAsync(Uri url)
    {
        var http = new RawHttp();
        await http._socket.ConnectAsync(url.Host, url.Port);
        return http;
    }

    public static byte[] Request(Uri url, string path, string authorization, string body) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: {authorization}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>Sends and waits for the answer; its status.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;) sent += await _socket.SendAsync(request[sent..]);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0) throw new IOException("The server has closed the connection.");
            length += read;
            if (IsComplete(_answer.AsSpan(0, length))) return int.Parse(_answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var field = answer[..head].IndexOf("Content-Length: "u8);
        if (field < 0) return answer.EndsWith("0\r\n\r\n"u8);
        var value = answer[(field + 16)..head];
        var end = value.IndexOf((byte)'\r');
        return answer.Length >= head + 4 + int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();
}
