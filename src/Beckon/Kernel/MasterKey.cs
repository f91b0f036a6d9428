using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Beckon.Kernel;

/// <summary>Encrypts what must be stored but not readable in the database, and signs links and tokens.</summary>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const byte Version = 1;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    private readonly byte[] _key;
    private readonly byte[] _encryptionKey;
    private readonly ConcurrentDictionary<string, byte[]> _signingKeys = new(StringComparer.Ordinal);

    /// <summary>A key of 32 bytes.</summary>
    public MasterKey(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        _key = key;
        _encryptionKey = Derive("encrypt");
    }

    /// <summary>BECKON_MASTER_KEY, or else <c>master.key</c> in the data folder, which is made when it is missing.</summary>
    public static MasterKey From(IConfiguration configuration)
    {
        if (configuration["BECKON_MASTER_KEY"] is { Length: > 0 } text) return new(Decode(text, "BECKON_MASTER_KEY"));
        var folder = configuration["BECKON_DATA"] is { Length: > 0 } data ? data : "./data";
        var path = Path.Combine(folder, "master.key");
        if (!File.Exists(path)) Generate(path);
        return new(Decode(File.ReadAllText(path).Trim(), path));
    }

    /// <summary>AES-256-GCM under a fresh nonce: version, nonce, tag, cipher text.</summary>
    public byte[] Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[HeaderBytes + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_encryptionKey, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(HeaderBytes), box.AsSpan(1 + NonceBytes, TagBytes));
        return box;
    }

    /// <summary>What <see cref="Encrypt"/> sealed. Throws <see cref="CryptographicException"/> when it was sealed under another key or changed.</summary>
    public string Decrypt(byte[] sealedText)
    {
        if (sealedText.Length < HeaderBytes || sealedText[0] != Version)
            throw new CryptographicException("This is not a text that Beckon encrypted.");
        var plain = new byte[sealedText.Length - HeaderBytes];
        using var aes = new AesGcm(_encryptionKey, TagBytes);
        aes.Decrypt(sealedText.AsSpan(1, NonceBytes), sealedText.AsSpan(HeaderBytes), sealedText.AsSpan(1 + NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>HMAC-SHA256 (32 bytes) under a key of the purpose's own, so that a signature made for one purpose is worth nothing for another.</summary>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> content) =>
        HMACSHA256.HashData(_signingKeys.GetOrAdd(purpose, name => Derive("sign/" + name)), content);

    /// <summary>Whether the signature, or its first bytes where links carry a shortened one (at least 12), is that of the content.</summary>
    public bool Verify(string purpose, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        signature.Length is >= NonceBytes and <= HMACSHA256.HashSizeInBytes
        && CryptographicOperations.FixedTimeEquals(Sign(purpose, content).AsSpan(0, signature.Length), signature);

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes("beckon/" + purpose));

    private static byte[] Decode(string text, string where)
    {
        var key = new byte[KeyBytes + 1];
        if (Convert.TryFromBase64String(text, key, out var written) && written == KeyBytes) return key[..KeyBytes];
        throw new SettingException(
            $"{where} must hold 32 bytes in base64. Make one with: openssl rand -base64 32");
    }

    // Written aside and moved into place, so that a crash leaves no half key and two programs starting at once agree on one.
    private static void Generate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        var aside = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
