namespace Beckon.Accounts;

/// <summary>What an API key is for.</summary>
public enum KeyScope
{
    /// <summary>Send events and orders through the doors.</summary>
    Ingest,

    /// <summary>Look up contacts and loyalty members, and nothing else: for tills and checkouts.</summary>
    Contacts,

    /// <summary>Read everything of the management API.</summary>
    Read,

    /// <summary>Read and change everything of the management API.</summary>
    Manage,
}
