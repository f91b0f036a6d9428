using System.Net;
using System.Net.Sockets;

namespace Beckon.Bench;

/// <summary>A mail server that takes everything at once and only counts: as cheap as one can be, so that what is measured is the sender.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _taken;

    public MailSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Taken => Volatile.Read(ref _taken);

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The measurement is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var closing = socket;
        socket.NoDelay = true;
        var talk = new Talk(this);
        try
        {
            await socket.SendAsync("220 sink ESMTP\r\n"u8.ToArray(), _stop.Token);
            while (!talk.IsOver && await socket.ReceiveAsync(talk.Room(), _stop.Token) is > 0 and var read)
            {
                talk.Hear(read);
                if (talk.Answer.Count > 0) await socket.SendAsync(talk.Answer.ToArray(), _stop.Token);
                talk.Answer.Clear();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The sender hung up, or the measurement is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private sealed class Talk(MailSink sink)
    {
        private byte[] _heard = new byte[64 * 1024];
        private int _end;
        private bool _content;

        public List<byte> Answer { get; } = new(256);

        public bool IsOver { get; private set; }

        public Memory<byte> Room()
        {
            if (_end == _heard.Length) Array.Resize(ref _heard, _heard.Length * 2);
            return _heard.AsMemory(_end);
        }

        public void Hear(int read)
        {
            _end += read;
            var used = 0;
            while (Next(_heard.AsSpan(used, _end - used)) is > 0 and var length) used += length;
            _heard.AsSpan(used, _end - used).CopyTo(_heard);
            _end -= used;
        }

        private int Next(ReadOnlySpan<byte> heard)
        {
            var mark = _content ? "\r\n.\r\n"u8 : "\r\n"u8;
            var length = heard.IndexOf(mark);
            if (length < 0) return 0;
            if (_content) Take();
            else Obey(heard[..length]);
            return length + mark.Length;
        }

        private void Take()
        {
            Interlocked.Increment(ref sink._taken);
            _content = false;
            Answer.AddRange("250 2.0.0 Taken\r\n"u8);
        }

        private void Obey(ReadOnlySpan<byte> command)
        {
            _content = command.StartsWith("DATA"u8);
            IsOver = command.StartsWith("QUIT"u8);
            if (_content) Answer.AddRange("354 Go on\r\n"u8);
            else if (command.StartsWith("EHLO"u8)) Answer.AddRange("250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"u8);
            else Answer.AddRange(IsOver ? "221 2.0.0 Bye\r\n"u8 : "250 2.0.0 OK\r\n"u8);
        }
    }
}
