"""Microsoft Graph: accounts of Entra ID with their second factor, and the devices of Intune."""
