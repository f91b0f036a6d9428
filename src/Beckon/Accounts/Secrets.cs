using System.Buffers.Text;
using System.Security.Cryptography;

namespace Beckon.Accounts;

/// <summary>Makes the random texts that open things.</summary>
public static class Secrets
{
    private const int KeyBytes = 30;
    private const int BrowserKeyBytes = 18;
    private const int SessionBytes = 32;
    private const int HintLength = 4;

    /// <summary><c>bk_</c> and 40 url-safe characters: 240 random bits.</summary>
    public static string ApiKey() => "bk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary><c>pk_</c> and 24 url-safe characters: nobody guesses another shop's, though each shop's is open to everybody.</summary>
    public static string BrowserKey() => "pk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(BrowserKeyBytes));

    /// <summary>256 random bits, url-safe.</summary>
    public static string SessionToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SessionBytes));

    /// <summary>What of a key may be shown later, to tell it from others.</summary>
    public static string Hint(string key) => key[^HintLength..];

    /// <summary>A workspace's public number, 8 to 10 digits. It opens nothing, but telling how many customers there are is nobody's business.</summary>
    public static long Uid() => RandomNumberGenerator.GetInt32(10_000_000, int.MaxValue);
}
