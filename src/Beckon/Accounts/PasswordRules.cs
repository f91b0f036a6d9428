using System.Collections.Frozen;
using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>Which passwords are taken. Length is what counts (NIST SP 800-63B); only what everybody tries first is refused.</summary>
public static class PasswordRules
{
    public const int Shortest = 10;

    // Longer texts would only be work for whoever sends them to have them hashed.
    public const int Longest = 256;

    // Of the published lists of leaked passwords, those that are long enough to pass otherwise.
    private static readonly FrozenSet<string> Common = """
        1234567890 12345678910 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv qwertyuiop qwertyuiop123 asdfghjkl123
        password12 password123 password1234 password12345 password123! password2024 password2025 password2026 passw0rd123 p@ssword123 p@ssw0rd123 mypassword mypassword1
        qwerty1234 qwerty12345 qwerty123456 qwerty123! abcdefghij abcdefghijk abc1234567 abcd123456 abcd1234567 abc123abc123 iloveyou12 iloveyou123 iloveyou1234 iloveyouso
        letmein123 letmein1234 welcome123 welcome1234 welcome123! admin12345 admin123456 administrator changeme12 changeme123 changemenow football123 baseball123 basketball
        princess123 sunshine123 superman123 dragon1234 monkey1234 master1234 michael123 jennifer123 charlie123 starwars123 pokemon123 trustno1trustno1 zaq12wsxcde3
        1111111111 0000000000 1212121212 1231231231 123123123123 1122334455 1234512345 123456789a 123456789q a123456789 q123456789 aa12345678 asdf123456 asdfasdfasdf
        correcthorsebatterystaple computer123 internet123 whatever123 manchester liverpool1 chelsea123 liverpool123 secret1234 secretpassword test123456 test1234567 testtest123 beckon1234 beckonbeckon
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Check(Faults faults, string path, string? password, string? email)
    {
        if (password is null || password.Length < Shortest) faults.Add(path, $"Choose a password of at least {Shortest} characters.");
        else if (password.Length > Longest) faults.Add(path, $"A password has at most {Longest} characters.");
        else if (IsObvious(password, email)) faults.Add(path, "This password is among those that are tried first. Choose another, such as four words in a row.");
    }

    private static bool IsObvious(string password, string? email) =>
        Common.Contains(password)
        || password.Distinct().Count() < 4
        || (email is { Length: > 0 } && (Same(password, email) || Same(password, email[..Math.Max(0, email.IndexOf('@', StringComparison.Ordinal))])));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
