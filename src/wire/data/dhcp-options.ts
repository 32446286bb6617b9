// Generated: names and formats of DHCP's options (RFC 2132 and the IANA registry "BOOTP Vendor Extensions and DHCP
// Options") in Wireshark 4.4's words. A line is number|format|name|field|name of the value where it differs; fields
// begin with `dhcp.option.`.
export const DHCP_OPTIONS = `
0|none|Padding
1|address|Subnet Mask|subnet_mask
2|seconds|Time Offset|time_offset
3|addresses|Router|router
4|addresses|Time Server|time_server
5|addresses|Name Server|name_server
6|addresses|Domain Name Server|domain_name_server
7|addresses|Log Server|log_server
8|addresses|Quotes Server|quotes_server
9|addresses|LPR Server|lpr_server
10|addresses|Impress Server|impress_server
11|addresses|Resource Location Server|resource_location_server
12|text|Host Name|hostname
13|u16|Boot File Size|boot_file_size
14|text|Merit Dump File|merit_dump_file
15|text|Domain Name|domain_name
16|address|Swap Server|swap_server
17|text|Root Path|root_path
18|text|Extensions Path|extension_path
19|enabled|IP Forwarding|ip_forwarding
20|enabled|Non-Local Source Routing|non_local_source_routing
21|none|Policy Filter
22|u16|Maximum Datagram Reassembly Size|max_datagram_reassembly_size
23|u8|Default IP Time-to-Live|default_ip_ttl
24|seconds|Path MTU Aging Timeout|path_mtu_aging_timeout
25|u16s|Path MTU Plateau Table|path_mtu_plateau_table_item|Path MTU Plateau Table Item
26|u16|Interface MTU|interface_mtu
27|yes|All Subnets are Local|all_subnets_are_local
28|address|Broadcast Address|broadcast_address
29|enabled|Perform Mask Discovery|perform_mask_discovery
30|yes|Mask Supplier|mask_supplier
31|enabled|Perform Router Discover|perform_router_discover
32|address|Router Solicitation Address|router_solicitation_address
33|none|Static Route
34|enabled|Trailer Encapsulation|trailer_encapsulation
35|seconds|ARP Cache Timeout|arp_cache_timeout
36|enabled|Ethernet Encapsulation|ethernet_encapsulation
37|u8|TCP Default TTL|tcp_default_ttl
38|seconds|TCP Keepalive Interval|tcp_keepalive_interval
39|enabled|TCP Keepalive Garbage|tcp_keepalive_garbage
40|text|Network Information Service Domain|nis_domain
41|addresses|Network Information Service Servers|nis_server|Network Information Service Server
42|addresses|Network Time Protocol Servers|ntp_server|Network Time Protocol Server
43|bytes|Vendor-Specific Information
44|addresses|NetBIOS over TCP/IP Name Server|netbios_over_tcpip_name_server
45|addresses|NetBIOS over TCP/IP Datagram Distribution Name Server|netbios_over_tcpip_dd_name_server
46|none|NetBIOS over TCP/IP Node Type
47|text|NetBIOS over TCP/IP Scope|netbios_over_tcpip_scope
48|addresses|X Window System Font Server|xwindows_system_font_server
49|addresses|X Window System Display Manager|xwindows_system_display_manager
50|address|Requested IP Address|requested_ip_address
51|seconds|IP Address Lease Time|ip_address_lease_time
52|none|Option Overload
53|none|DHCP Message Type
54|address|DHCP Server Identifier|dhcp_server_id
55|none|Parameter Request List
56|text|Message|message
57|u16|Maximum DHCP Message Size|dhcp_max_message_size
58|seconds|Renewal Time Value|renewal_time_value
59|seconds|Rebinding Time Value|rebinding_time_value
60|text|Vendor class identifier|vendor_class_id
61|none|Client identifier
62|text|Novell/Netware IP domain|novell_netware_ip_domain
63|none|Novell Options
64|text|Network Information Service+ Domain|nis_plus_domain
65|addresses|Network Information Service+ Servers|nis_plus_server|Network Information Service+ Server
66|text|TFTP Server Name|tftp_server_name
67|text|Bootfile name|bootfile_name
68|addresses|Mobile IP Home Agent|mobile_ip_home_agent
69|addresses|SMTP Server|smtp_server
70|addresses|POP3 Server|pop3_server
71|addresses|NNTP Server|nntp_server
72|addresses|Default WWW Server|default_www_server
73|addresses|Default Finger Server|default_finger_server
74|addresses|Default IRC Server|default_irc_server
75|addresses|StreetTalk Server|streettalk_server
76|addresses|StreetTalk Directory Assistance Server|streettalk_da_server
77|none|User Class Information
78|none|Directory Agent Information
79|none|Service Location Agent Scope
80|bytes|Rapid commit
81|none|Client Fully Qualified Domain Name
82|none|Agent Information Option
83|none|iSNS
84|bytes|Removed/Unassigned
85|addresses|Novell Directory Services Servers|novell_dss.ip|IP Address
86|text|Novell Directory Services Tree Name|novell_ds_tree_name
87|text|Novell Directory Services Context|novell_ds_context
88|bytes|BCMCS Controller Domain Name [TODO:RFC4280]
89|bytes|BCMCS Controller IPv4 address [TODO:RFC4280]
90|none|Authentication
91|seconds|Client last transaction time|client_last_transaction_time
92|addresses|Associated IP option|associated_ip_option
93|none|Client System Architecture
94|none|Client Network Device Interface
95|bytes|LDAP [TODO:RFC3679]
96|bytes|Removed/Unassigned
97|none|UUID/GUID-based Client Identifier
98|bytes|Open Group's User Authentication [TODO:RFC2485]
99|none|Civic Addresses Configuration
100|text|PCode|tz_pcode|TZ PCode
101|text|TCode|tz_tcode|TZ TCode
102|bytes|Removed/unassigned
103|bytes|Removed/unassigned
104|bytes|Removed/unassigned
105|bytes|Removed/unassigned
106|bytes|Removed/unassigned
107|bytes|Removed/unassigned
108|seconds|IPv6-Only Preferred|ipv6only_preferred_wait_time|IPv6-Only Preferred wait time
109|bytes|Unassigned
110|bytes|Removed/Unassigned
111|bytes|Unassigned
112|addresses|NetInfo Parent Server Address|netinfo_parent_server_address
113|text|NetInfo Parent Server Tag|netinfo_parent_server_tag
114|text|DHCP Captive-Portal|captive_portal|Captive Portal
115|bytes|Removed/Unassigned
116|none|DHCP Auto-Configuration
117|none|Name Service Search
118|addresses|Subnet Selection Option|subnet_selection_option
119|none|Domain Search
120|none|SIP Servers
121|none|Classless Static Route
122|none|CableLabs Client Configuration [TODO:RFC3495]
123|none|Coordinate-based Location Configuration
124|none|V-I Vendor Class
125|none|V-I Vendor-specific Information
126|bytes|Removed/Unassigned
127|bytes|Removed/Unassigned
128|bytes|DOCSIS full security server IP [TODO]
129|bytes|PXE - undefined (vendor specific)
130|bytes|PXE - undefined (vendor specific)
131|bytes|PXE - undefined (vendor specific)
132|bytes|PXE - undefined (vendor specific)
133|bytes|PXE - undefined (vendor specific)
134|bytes|PXE - undefined (vendor specific)
135|bytes|PXE - undefined (vendor specific)
136|addresses|PANA Authentication Agent|pana_agent|PAA IPv4 Address
137|text|LoST Server Domain Name|lost_server_domain_name
138|addresses|CAPWAP Access Controllers|capwap_access_controller
139|bytes|IPv4 Address-MoS
140|bytes|IPv4 FQDN-MoS
141|bytes|SIP UA Configuration Domains
142|addresses|IPv4 Address ANDSF|andsf_server|ANDSF Server
143|bytes|Zerotouch Redirect [TODO: draft-ietf-netconf-zerotouch]
144|bytes|Geospatial Location [TODO:RFC6225]
145|none|Forcerenew Nonce Capable
146|none|RDNSS Selection
147|text|DOTS Reference Identifier|dots.ri
148|addresses|DOTS Address|dots.address
149|bytes|Unassigned
150|addresses|TFTP Server Address|tftp_server_address
151|none|Leasequery Status code
152|none|Leasequery Base Time
153|seconds|Leasequery Start Time of State|bulk_lease.start_time_of_state|Start Time Of State
154|none|Leasequery Query Start Time
155|none|Leasequery Query End Time
156|none|Leasequery Dhcp State
157|none|Leasequery Data Source
158|none|PCP Server
159|none|Portparams
160|text|Unassigned (ex DHCP Captive-Portal)|captive_portal|Captive Portal
161|text|Manufacturer Usage Description|mudurl|MUDURL
162|bytes|Unassigned
163|bytes|Unassigned
164|bytes|Unassigned
165|bytes|Unassigned
166|bytes|Unassigned
167|bytes|Unassigned
168|bytes|Unassigned
169|bytes|Unassigned
170|bytes|Unassigned
171|bytes|Unassigned
172|bytes|Unassigned
173|bytes|Unassigned
174|bytes|Unassigned
175|bytes|Etherboot
176|bytes|IP Telephone
177|bytes|Etherboot
178|bytes|Unassigned
179|bytes|Unassigned
180|bytes|Unassigned
181|bytes|Unassigned
182|bytes|Unassigned
183|bytes|Unassigned
184|bytes|Unassigned
185|bytes|Unassigned
186|bytes|Unassigned
187|bytes|Unassigned
188|bytes|Unassigned
189|bytes|Unassigned
190|bytes|Unassigned
191|bytes|Unassigned
192|bytes|Unassigned
193|bytes|Unassigned
194|bytes|Unassigned
195|bytes|Unassigned
196|bytes|Unassigned
197|bytes|Unassigned
198|bytes|Unassigned
199|bytes|Unassigned
200|bytes|Unassigned
201|bytes|Unassigned
202|bytes|Unassigned
203|bytes|Unassigned
204|bytes|Unassigned
205|bytes|Unassigned
206|bytes|Unassigned
207|bytes|Unassigned
208|bytes|PXELINUX Magic
209|text|PXE Configuration file|pxe_config_file|PXELINUX configuration file
210|text|PXE Path Prefix|pxe_path_prefix|PXELINUX path prefix
211|seconds|Reboot Time|pxe_reboot_time|PXELINUX Reboot Time
212|none|6RD
213|bytes|V4 Access Domain
214|bytes|Unassigned
215|bytes|Unassigned
216|bytes|Unassigned
217|bytes|Unassigned
218|bytes|Unassigned
219|bytes|Unassigned
220|bytes|Subnet Allocation
221|bytes|Virtual Subnet Selection
222|bytes|Unassigned
223|bytes|Unassigned
224|bytes|Private
225|bytes|Private
226|bytes|Private
227|bytes|Private
228|bytes|Private
229|bytes|Private
230|bytes|Private
231|bytes|Private
232|bytes|Private
233|bytes|Private
234|bytes|Private
235|bytes|Private
236|bytes|Private
237|bytes|Private
238|bytes|Private
239|bytes|Private
240|bytes|Private
241|bytes|Private
242|none|Private/Avaya IP Telephone
243|bytes|Private
244|bytes|Private
245|bytes|Private
246|bytes|Private
247|bytes|Private
248|bytes|Private
249|none|Private/Classless Static Route (Microsoft)
250|bytes|Private
251|bytes|Private
252|text|Private/Proxy autodiscovery|private_proxy_autodiscovery
253|bytes|Private
254|bytes|Private
255|none|End
`;
