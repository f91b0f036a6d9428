namespace Beckon.Events;

/// <summary>What a person is called on screens.</summary>
public static class PersonName
{
    public const string Unknown = "Anonymous contact";

    /// <summary>First and last name, as far as known; else the e-mail address, else the phone number.</summary>
    public static string Of(string? first, string? last, string? email, string? phone)
    {
        var name = $"{first} {last}".Trim();
        return name.Length > 0 ? name : email ?? phone ?? Unknown;
    }
}
