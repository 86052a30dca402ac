/** Code as an application has it. */
package com.example.legacy;
